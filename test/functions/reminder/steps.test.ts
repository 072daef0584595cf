import { describe, expect, it } from "vitest";
import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { atStep } from "#functions/reminder/at-step";
import { ensureSteps } from "#functions/reminder/ensure-steps";
import { onInvitationRoundReleased } from "#functions/reminder/on-invitation-round-released";
import { readConvocation } from "#records/convocation";
import { keys } from "#records/keys";
import { another } from "#test/domain/examples";
import {
  moveTo,
  pageInput,
  reminders,
  setRevision,
  states,
  stepInput,
  withSteps,
} from "#test/functions/reminder/ladder";
import { CONVOCATION, expand, release, withDialogue, withInvitations } from "#test/functions/world";
import { memoryQueues } from "#test/memory/queues";

describe("the steps of a convocation", () => {
  it("are planned by the release of a round: rows, wake-ups and one fact", async () => {
    const world = await withInvitations();
    await onInvitationRoundReleased(world)(world.newest(invitationRoundReleased), world.act("system:reminder"));
    expect(await states(world)).toEqual([
      ["answer-14", "planned"],
      ["answer-2", "planned"],
      ["answer-7", "planned"],
      ["meeting-3", "planned"],
    ]);
    const booked = world.schedules.booked().filter(({ input }) => input.moment === "step");
    expect(booked.map(({ at, input }) => [at, input.step])).toEqual([
      ["2022-02-18T08:00:00Z", "answer-14"],
      ["2022-02-25T08:00:00Z", "answer-7"],
      ["2022-03-02T08:00:00Z", "answer-2"],
      ["2022-03-19T08:00:00Z", "meeting-3"],
    ]);
    expect(world.facts("reminder.steps-planned.v1")).toHaveLength(1);
  });
  it("are planned once, however many rounds are released and however often the fact comes", async () => {
    const world = await withSteps();
    const [before, booked] = [world.snapshot(), JSON.stringify(world.schedules.booked())];
    await ensureSteps(world, CONVOCATION, world.act("system:reminder"));
    expect([world.snapshot(), JSON.stringify(world.schedules.booked())]).toEqual([before, booked]);
  });
  it("are planned once where two facts are handled at once", async () => {
    const world = await withInvitations();
    await Promise.all([1, 2].map(() => ensureSteps(world, CONVOCATION, world.act("system:reminder"))));
    expect(await states(world)).toHaveLength(4);
    expect(world.facts("reminder.steps-planned.v1")).toHaveLength(1);
  });
  it("that were written but not booked are booked by the next try", async () => {
    const world = await withInvitations();
    const broken = { book: async () => Promise.reject(new Error("the scheduler cannot be reached")) };
    await expect(ensureSteps({ tables: world.tables, schedules: broken }, CONVOCATION, world.act())).rejects.toThrow(
      "reached",
    );
    await ensureSteps(world, CONVOCATION, world.act());
    expect(world.schedules.booked().filter(({ input }) => input.moment === "step")).toHaveLength(4);
  });
  it("that are past are skipped with a reason, and never booked", async () => {
    const world = await withInvitations();
    world.clock.set("2022-02-28T08:00:00Z");
    await ensureSteps(world, CONVOCATION, world.act());
    expect(await states(world)).toEqual([
      ["answer-14", "skipped"],
      ["answer-2", "planned"],
      ["answer-7", "skipped"],
      ["meeting-3", "planned"],
    ]);
    expect(world.rows(`CNV#${CONVOCATION}`, "STEP#answer-14")).toMatchObject([{ reason: "past" }]);
    expect(world.schedules.booked().filter(({ input }) => input.moment === "step")).toHaveLength(2);
  });
  it("of a meeting that is not there, or has ended, are none", async () => {
    const world = await withSteps();
    await ensureSteps(world, "nowhere", world.act());
    expect(world.rows("CNV#nowhere")).toEqual([]);
  });
  it("of two meetings whose long ids begin alike are booked for both", async () => {
    const world = await withDialogue();
    for (const end of ["a", "b"]) {
      const convocationId = `thematic-meeting-on-migration-and-development-2022-${end}`;
      await world.done("convene-meeting.v1", another(convocationId));
      await ensureSteps(world, convocationId, world.act());
    }
    expect(world.schedules.booked().filter(({ input }) => input.moment === "step")).toHaveLength(8);
  });
});

describe("a step whose instant came", () => {
  it("hands out the pages of every released round, and is fired once", async () => {
    const world = await withSteps();
    await expand(world, await release(world, "round-2", { members: true }));
    world.clock.set("2022-02-18T08:00:00Z");
    const [input] = world.schedules.fire("2022-02-18T08:00:00Z").map((one) => stepInput.parse(one));
    await atStep(world)(input!);
    const pages = world.queues.receive("PAGES_QUEUE_URL").map((page) => pageInput.parse(page));
    expect(pages.map(({ roundId, page }) => [roundId, page])).toEqual([
      ["round-1", 0],
      ["round-2", 0],
      ["round-2", 1],
      ["round-2", 2],
      ["round-2", 3],
    ]);
    await atStep(world)(input!);
    expect(world.queues.receive("PAGES_QUEUE_URL")).toEqual([]);
    expect(world.facts("reminder.step-fired.v1")).toMatchObject([{ data: expect.stringContaining('"pages":5') }]);
  });
  it("73 · of another revision than the meeting's does nothing", async () => {
    const world = await withSteps();
    await setRevision(world, 2);
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14")).toEqual([]);
    expect(await states(world)).toContainEqual(["answer-14", "planned"]);
  });
  it("that is not known, or of a meeting that is over, does nothing", async () => {
    const world = await withSteps();
    const input = { convocationId: CONVOCATION, step: "answer-14", instant: "2022-02-18T08:00:00Z", revision: 1 };
    await atStep(world)({ ...input, step: "answer-1" });
    await atStep(world)({ ...input, instant: "2022-02-18T09:00:00Z" });
    await atStep(world)({ ...input, convocationId: "nowhere" });
    const { row } = (await readConvocation(world.tables, CONVOCATION))!;
    await world.tables.put({ ...row, state: "ended" }, []);
    await atStep(world)(input);
    expect(world.queues.receive("PAGES_QUEUE_URL")).toEqual([]);
  });
  it("whose pages were not all taken is fired by the next try", async () => {
    let refusals = 1;
    const world = await withSteps({ queues: memoryQueues({ refuse: () => refusals-- > 0 }) });
    const input = { convocationId: CONVOCATION, step: "answer-14", instant: "2022-02-18T08:00:00Z", revision: 1 };
    await expect(atStep(world)(input)).rejects.toThrow("not taken");
    expect(await states(world)).toContainEqual(["answer-14", "planned"]);
    await atStep(world)(input);
    expect(await states(world)).toContainEqual(["answer-14", "fired"]);
    expect(world.queues.receive("PAGES_QUEUE_URL")).toHaveLength(1);
  });
});

describe("a step's key", () => {
  it("holds step, instant and revision: another revision makes another row", () => {
    const [one, two] = [1, 2].map((revision) => keys.step(CONVOCATION, "answer-14", "2022-02-18T08:00:00Z", revision));
    expect(one).not.toEqual(two);
  });
  it("of a new revision is planned and booked beside the old, whose wake-up then does nothing", async () => {
    const world = await withSteps();
    await setRevision(world, 2);
    await ensureSteps(world, CONVOCATION, world.act());
    expect(world.schedules.booked().filter(({ input }) => input.moment === "step")).toHaveLength(8);
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(world.facts("reminder.step-fired.v1")).toHaveLength(1);
    expect(world.rows(`MB#s-${CONVOCATION}-answer-14-r2`)).toHaveLength(6);
  });
});
