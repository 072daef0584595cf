import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { atStep } from "#functions/reminder/at-step";
import { fromPages } from "#functions/reminder/from-pages";
import { onMeetingChanged } from "#functions/reminder/on-meeting-changed";
import { log } from "#platform/log";
import { mailSchema } from "#records/mail";
import { readSteps } from "#records/step";
import { plannedWakeUps } from "#records/wake-ups";
import { BOTH_IN_APRIL, session } from "#test/domain/meeting-changes";
import { send } from "#test/functions/mail/post-office";
import { moveTo, pageInput, reminders, stepInput, withSteps } from "#test/functions/reminder/ladder";
import { answer, CONVOCATION, type World, withMeeting } from "#test/functions/world";

log.setLogLevel("SILENT");
beforeAll(() => {
  vi.stubEnv("STAGE", "test");
  vi.stubEnv("ALLOW_LIST", "");
});
afterAll(() => vi.unstubAllEnvs());

const convocationId = CONVOCATION;
const reason = "The chair asked for it";
const TO_COMMITTEE = { parts: [{ id: "sc-2022-03", sessions: [session("2022-03-21", "09:00", "12:00")] }] };

/** A change, and what reminders make of its fact. */
async function change(world: World, command: string, detail: Record<string, unknown> = {}) {
  await world.done(command, { convocationId, reason, ...detail });
  await onMeetingChanged(world)(world.newest(meetingChanged), world.act("system:reminder"));
}
const planned = async (world: World, revision: number) =>
  (await readSteps(world.tables, CONVOCATION))
    .map(({ step }) => step)
    .filter((step) => step.revision === revision)
    .map(({ step, instant, state, reason: why }) => [step, instant, why ?? state])
    .sort();
const mails = (world: World) => world.rows(`MB#s-${CONVOCATION}`).map((row) => mailSchema.parse(row));
const sendAll = async (world: World) => {
  for (const { mailId, state } of mails(world)) if (state === "queued") await send(world, mailId);
};

describe("the reminders of a meeting that changed", () => {
  it("follow its new dates: the ladder begins anew, old wake-ups do nothing", async () => {
    const world = await withSteps();
    await change(world, "reschedule-meeting.v1", { parts: BOTH_IN_APRIL, answersBy: "2022-03-18T23:59" });
    expect(await planned(world, 2)).toEqual([
      ["answer-14", "2022-03-04T08:00:00Z", "planned"],
      ["answer-2", "2022-03-16T08:00:00Z", "planned"],
      ["answer-7", "2022-03-11T08:00:00Z", "planned"],
      ["meeting-3", "2022-04-02T07:00:00Z", "planned"],
    ]);
    await moveTo(world, "2022-03-02T08:00:00Z");
    expect(mails(world)).toEqual([]);
    await moveTo(world, "2022-03-04T08:00:00Z");
    expect(reminders(world, "answer-14-r2")).toHaveLength(6);
  });
  it("are planned once, however often the fact comes", async () => {
    const world = await withSteps();
    await change(world, "extend-deadline.v1", { answersBy: "2022-03-09T23:59" });
    const before = [world.snapshot(), JSON.stringify(world.schedules.booked())];
    await onMeetingChanged(world)(world.newest(meetingChanged), world.act("system:reminder"));
    expect([world.snapshot(), JSON.stringify(world.schedules.booked())]).toEqual(before);
  });
  it("whose instant a new date puts into the past are skipped and say so; none fires at once", async () => {
    const world = await withSteps();
    world.clock.set("2022-02-10T08:00:00Z");
    const soon = [
      { id: "sc-2022-03", sessions: [session("2022-02-20", "09:00", "12:00")] },
      { id: "som-8", sessions: [session("2022-02-20", "14:00", "18:00")] },
    ];
    const asked = { parts: soon, answersBy: "2022-02-16T23:59", namesBy: "2022-02-17T12:00" };
    // Moved to ten days from now: the deadline of the first reminder is past, that of the second too.
    await change(world, "reschedule-meeting.v1", asked);
    expect(await planned(world, 2)).toEqual([
      ["answer-14", "2022-02-02T08:00:00Z", "past"],
      ["answer-2", "2022-02-14T08:00:00Z", "planned"],
      ["answer-7", "2022-02-09T08:00:00Z", "past"],
      ["meeting-3", "2022-02-17T08:00:00Z", "planned"],
    ]);
    expect(world.queues.receive("PAGES_QUEUE_URL")).toEqual([]);
    expect(mails(world)).toEqual([]);
  });
  it("that fired before are not repeated where what they follow did not move, and say so", async () => {
    const world = await withSteps();
    await moveTo(world, "2022-02-18T08:00:00Z");
    await change(world, "reschedule-meeting.v1", TO_COMMITTEE);
    expect(await planned(world, 2)).toEqual([
      ["answer-14", "2022-02-18T08:00:00Z", "fired"],
      ["answer-2", "2022-03-02T08:00:00Z", "planned"],
      ["answer-7", "2022-02-25T08:00:00Z", "planned"],
      ["meeting-3", "2022-03-18T08:00:00Z", "planned"],
    ]);
  });
  it("that come again soon after the last one leave the quiet period in peace", async () => {
    const world = await withSteps();
    await moveTo(world, "2022-02-18T08:00:00Z");
    await sendAll(world);
    // The first reminder's day is the day after tomorrow now.
    await change(world, "extend-deadline.v1", { answersBy: "2022-03-06T23:59" });
    await moveTo(world, "2022-02-20T08:00:00Z");
    await sendAll(world);
    const again = mails(world).filter(({ revision }) => revision === 2);
    expect(again).toHaveLength(6);
    expect(new Set(again.map(({ state, reason: why }) => `${state} ${why}`))).toEqual(
      new Set(["skipped quiet-period"]),
    );
  });
  it.each([
    ["relocate-meeting.v1", { city: "Ghent", country: "BE" }],
    ["correct-title.v1", { title: { en: "Another title" } }],
  ])("stay as they are after %s: it moves no date", async (command, detail) => {
    const world = await withSteps();
    const booked = JSON.stringify(world.schedules.booked());
    await change(world, command, detail);
    expect([await planned(world, 2), JSON.stringify(world.schedules.booked())]).toEqual([[], booked]);
    await moveTo(world, "2022-02-18T08:00:00Z");
    await sendAll(world);
    expect(mails(world).map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => "sent"));
  });
  it("of a meeting that nobody was invited to yet wait for the first round", async () => {
    const world = await withMeeting();
    await change(world, "extend-deadline.v1", { answersBy: "2022-03-09T23:59" });
    expect(await readSteps(world.tables, CONVOCATION)).toEqual([]);
  });
});

describe("the reminders of a meeting that is postponed or cancelled", () => {
  it.each(["postpone-meeting.v1", "cancel-meeting.v1"])(
    "stop with %s, those that wait in a queue too",
    async (command) => {
      const world = await withSteps();
      await moveTo(world, "2022-02-18T08:00:00Z");
      await change(world, command);
      await sendAll(world);
      expect(new Set(mails(world).map(({ state, reason: why }) => `${state} ${why}`))).toEqual(
        new Set(["skipped meeting-changed"]),
      );
      for (const now of ["2022-02-25T08:00:00Z", "2022-03-02T08:00:00Z", "2022-03-19T08:00:00Z"])
        await moveTo(world, now);
      expect([mails(world).length, world.mailer.left(), await planned(world, 2)]).toEqual([6, [], []]);
      expect(await plannedWakeUps(world.tables, "khartoum", world.clock.now())).toEqual([]);
    },
  );
  it("begin again with the new date", async () => {
    const world = await withSteps();
    await change(world, "postpone-meeting.v1");
    await change(world, "reschedule-meeting.v1", { parts: BOTH_IN_APRIL, answersBy: "2022-03-18T23:59" });
    await moveTo(world, "2022-03-04T08:00:00Z");
    expect(reminders(world, "answer-14-r3")).toHaveLength(6);
  });
  it("go to nobody for a part that has no date: neither the silent nor the registered of it alone", async () => {
    const world = await withSteps();
    // Italy is invited to both, Austria to the SOM alone.
    await answer(world, "AT", "ab", { kind: "come", parts: ["som-8"] });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    await answer(world, "IT", "ab", { kind: "come", parts: ["sc-2022-03"] });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    await change(world, "cancel-meeting.v1", { parts: ["som-8"] });
    await moveTo(world, "2022-03-19T08:00:00Z");
    expect(reminders(world, "meeting-3-r2")).toEqual(["focal.point.it@example.org"]);
  });
  it("go to nobody who is silent about what is cancelled alone", async () => {
    const world = await withSteps();
    await change(world, "cancel-meeting.v1", { parts: ["som-8"] });
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14-r2")).toEqual([
      "deputy.it@example.org",
      "focal.point.it@example.org",
      "mission.it@example.org",
    ]);
  });
});

describe("73 · a meeting that is moved a day in the minute of its reminder", () => {
  const move = (world: World) =>
    change(world, "reschedule-meeting.v1", {
      parts: [{ id: "som-8", sessions: [session("2022-03-23", "09:00", "16:00")] }],
      answersBy: "2022-03-05T23:59",
    });
  it("before its step fires: the old wake-up does nothing, the new one comes a day later", async () => {
    const world = await withSteps();
    world.clock.set("2022-02-18T07:59:59Z");
    await move(world);
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(mails(world)).toEqual([]);
    await moveTo(world, "2022-02-19T08:00:00Z");
    await sendAll(world);
    expect(mails(world).map(({ revision, state }) => [revision, state])).toEqual(
      Array.from({ length: 6 }, () => [2, "sent"]),
    );
  });
  it("after its step fired and before its pages are written: nothing is written", async () => {
    const world = await withSteps();
    world.clock.set("2022-02-18T08:00:00Z");
    const due = world.schedules.fire("2022-02-18T08:00:00Z").flatMap((input) => stepInput.safeParse(input).data ?? []);
    for (const input of due) await atStep(world)(input);
    const pages = world.queues.receive("PAGES_QUEUE_URL").map((page) => pageInput.parse(page));
    expect(pages).toHaveLength(1);
    await move(world);
    for (const page of pages) await fromPages(world)(page);
    expect(mails(world)).toEqual([]);
  });
  it("while its mails wait: those that have left have left, not one more leaves with the old date", async () => {
    const world = await withSteps();
    await moveTo(world, "2022-02-18T08:00:00Z");
    const [first, ...others] = mails(world);
    await send(world, first!.mailId);
    await move(world);
    for (const { mailId } of others) await send(world, mailId);
    expect(world.mailer.left()).toHaveLength(1);
    expect(
      mails(world)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(["sent", ...others.map(() => "skipped")].sort());
  });
});
