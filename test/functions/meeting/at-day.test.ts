import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { atDay } from "#functions/meeting/at-day";
import { readConvocation } from "#records/convocation";
import { another } from "#test/domain/examples";
import { CONVOCATION, withMeeting } from "#test/functions/world";
import { memorySchedules } from "#test/memory/schedules";

beforeEach(() => vi.stubEnv("DIALOGUE", "khartoum"));
afterAll(() => vi.unstubAllEnvs());

describe("the daily sweep of the meetings", () => {
  it("books an end that was never booked, once, and changes nothing else", async () => {
    const world = await withMeeting();
    const booked = world.schedules.booked();
    const schedules = memorySchedules();
    const before = world.snapshot();
    await atDay({ ...world, schedules })();
    await atDay({ ...world, schedules })();
    expect(schedules.booked()).toEqual(booked);
    expect(world.snapshot()).toBe(before);
  });
  it("ends a meeting whose end has passed without a wake-up, once", async () => {
    const world = await withMeeting();
    world.schedules.fire("2022-03-23T15:00:00Z");
    world.clock.set("2022-03-24T06:00:00Z");
    await atDay(world)();
    await atDay(world)();
    expect((await readConvocation(world.tables, CONVOCATION))?.convocation.state).toBe("ended");
    expect(world.facts("meeting.ended.v1")).toHaveLength(1);
    expect(world.schedules.booked()).toEqual([]);
  });
  it("goes on after a meeting that fails, and says afterwards that one did", async () => {
    const world = await withMeeting();
    await world.done("convene-meeting.v1", another("z-meeting"));
    const schedules = memorySchedules();
    const failing = {
      ...schedules,
      async book(name: string, at: string, input: unknown) {
        if (name.startsWith(CONVOCATION)) throw new Error("throttled");
        await schedules.book(name, at, input);
      },
    };
    await expect(atDay({ ...world, schedules: failing })()).rejects.toThrow("1 of 2 failed");
    expect(schedules.booked()).toMatchObject([{ input: { convocationId: "z-meeting" } }]);
  });
});
