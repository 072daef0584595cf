import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { atDay } from "#functions/reminder/at-day";
import { moveTo, reminders, states, withSteps } from "#test/functions/reminder/ladder";
import { withInvitations, withMeeting } from "#test/functions/world";
import { memorySchedules } from "#test/memory/schedules";

beforeEach(() => vi.stubEnv("DIALOGUE", "khartoum"));
afterAll(() => vi.unstubAllEnvs());

describe("the daily sweep of the reminders", () => {
  it("books again what was never booked, and no row changes", async () => {
    const world = await withSteps();
    const wanted = world.schedules.booked().filter(({ name }) => !name.includes("-end-"));
    const schedules = memorySchedules();
    const before = world.snapshot();
    await atDay({ ...world, schedules })();
    await atDay({ ...world, schedules })();
    expect(wanted).toHaveLength(4);
    expect(schedules.booked()).toEqual(wanted);
    expect(world.snapshot()).toBe(before);
  });
  it("plans the steps of a released round whose fact got lost", async () => {
    const world = await withInvitations();
    await atDay(world)();
    expect((await states(world)).map(([, state]) => state)).toEqual(["planned", "planned", "planned", "planned"]);
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14")).toHaveLength(6);
  });
  it("never makes a second reminder of a step that fired, on the day itself or later", async () => {
    const world = await withSteps();
    await moveTo(world, "2022-02-18T08:00:00Z");
    const before = world.rows("MB#").length;
    for (const now of ["2022-02-18T08:00:00Z", "2022-02-18T09:00:00Z", "2022-02-19T08:00:00Z"]) {
      world.clock.set(now);
      await atDay(world)();
      await moveTo(world, now);
    }
    expect(world.rows("MB#")).toHaveLength(before);
  });
  it("plans nothing for a meeting that nobody was invited to", async () => {
    const world = await withMeeting();
    const before = world.snapshot();
    await atDay(world)();
    expect([world.snapshot(), await states(world)]).toEqual([before, []]);
  });
});
