import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { atDay } from "#functions/meeting/at-day";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { log } from "#platform/log";
import { readConvocation } from "#records/convocation";
import { readChanges } from "#records/meeting-change";
import { BOTH_IN_APRIL, SOM_IN_APRIL, session } from "#test/domain/meeting-changes";
import {
  AMINA,
  answer,
  BRUNO,
  CONVOCATION,
  submit,
  type World,
  withInvitations,
  withMeeting,
} from "#test/functions/world";
import { context, onBus, received } from "#test/memory/messages";
import { memoryTables } from "#test/memory/tables";

log.setLogLevel("SILENT");
beforeAll(() => {
  vi.stubEnv("DIALOGUE", "khartoum");
  vi.stubEnv("TRUSTED_SOURCES", "convoke.secretariat");
});
afterAll(() => vi.unstubAllEnvs());

const convocationId = CONVOCATION;
const reason = "The chair asked for it";
const meeting = async (world: World) => (await readConvocation(world.tables, CONVOCATION))!.convocation;
const changes = async (world: World) => readChanges(world.tables, CONVOCATION);
const PLACE = { city: "Brussels", country: "BE", venue: "Room 1" };

/** Each change of the meeting once, with what came of it. */
const kinds: readonly [string, Record<string, unknown>, string][] = [
  ["reschedule-meeting.v1", { parts: [SOM_IN_APRIL] }, "rescheduled"],
  ["relocate-meeting.v1", PLACE, "relocated"],
  ["change-modality.v1", { modality: "online" }, "modality-changed"],
  ["extend-deadline.v1", { answersBy: "2022-03-09T23:59" }, "deadline-extended"],
  ["correct-title.v1", { title: { en: "The 8th Senior Officials’ Meeting" } }, "title-corrected"],
  ["postpone-meeting.v1", { parts: ["som-8"] }, "postponed"],
  ["cancel-meeting.v1", { parts: ["som-8"] }, "cancelled"],
];

describe.each(kinds)("%s", (command, detail, what) => {
  it("is one commit: the row, the change with who and why, the fact, and what the sender is told", async () => {
    const world = await withMeeting();
    const said = await world.ask(command, { convocationId, reason, ...detail });
    const [change, ...others] = await changes(world);
    expect(others).toEqual([]);
    expect(change).toMatchObject({ revision: 2, what, reason, who: AMINA, at: "2022-01-31T08:00:00Z" });
    expect(said).toMatchObject({
      accepted: true,
      revision: 2,
      what,
      parts: change!.parts,
      told: change!.told,
      confirm: change!.confirm,
      calendar: change!.calendar,
      voids: change!.voids,
      replans: change!.replans,
      consequences: expect.stringMatching(/\.$/),
    });
    expect((await meeting(world)).revision).toBe(2);
    expect(world.facts("meeting.changed.v1")).toMatchObject([
      { pk: `CNV#${CONVOCATION}`, actor: AMINA, data: expect.stringContaining(`"what":"${what}"`) },
    ]);
    expect(JSON.stringify(world.tables.rows("ledger"))).not.toContain(reason);
  });
  it("34 · twice under one command id answers the same, and is one change", async () => {
    const world = await withMeeting();
    const asked = { commandId: "once", convocationId, reason, ...detail };
    const first = await world.ask(command, asked);
    expect(await world.ask(command, asked)).toEqual(first);
    expect(await changes(world)).toHaveLength(1);
  });
  it("in a dry run says what it would do and whom it reaches, and leaves nothing behind", async () => {
    const world = await withInvitations();
    const before = world.snapshot();
    const booked = JSON.stringify(world.schedules.booked());
    const said = await world.ask(command, { convocationId, reason, dryRun: true, ...detail });
    expect(said).toMatchObject({
      accepted: true,
      dryRun: true,
      revision: 2,
      reaches: { delegations: 2, invitees: 6, registered: 0 },
    });
    expect([world.snapshot(), JSON.stringify(world.schedules.booked())]).toEqual([before, booked]);
  });
  it("of no meeting, and without a reason, is refused", async () => {
    const world = await withMeeting();
    expect(await world.ask(command, { reason, ...detail, convocationId: "nowhere" })).toMatchObject({
      code: "no-such-meeting",
    });
    for (const wrong of [undefined, "", "  ", "one\r\nBcc: x@example.org", "x".repeat(501)])
      expect(
        await world.ask(command, { convocationId, ...detail, ...(wrong !== undefined && { reason: wrong }) }),
      ).toMatchObject({
        code: "malformed",
      });
    expect((await meeting(world)).revision).toBe(1);
  });
  it("81 · over the bus needs a person, whoever sends it", async () => {
    const world = await withMeeting();
    const asked = { commandId: "by-machine", convocationId, reason, ...detail };
    await world.commands(received(onBus("convoke.secretariat", command, asked)), context);
    expect(world.rows("CMD#by-machine")).toMatchObject([{ outcome: { accepted: false, code: "needs-a-person" } }]);
    expect((await meeting(world)).revision).toBe(1);
  });
  it("of a version that has moved on is refused", async () => {
    const world = await withMeeting();
    await world.done("relocate-meeting.v1", { convocationId, reason, ...PLACE, venue: "Another" });
    const said = await world.ask(command, { convocationId, reason, expectedVersion: 1, ...detail });
    expect(said).toMatchObject({ accepted: false, code: "changed-meanwhile" });
    expect((await meeting(world)).revision).toBe(2);
  });
});

describe("two changes at once", () => {
  it("are both made, one after the other, each on what the meeting is by then", async () => {
    const world = await withMeeting();
    const said = await Promise.all([
      world.ask("relocate-meeting.v1", { convocationId, reason, ...PLACE }, AMINA),
      world.ask("extend-deadline.v1", { convocationId, reason, answersBy: "2022-03-09T23:59" }, BRUNO),
    ]);
    expect(said.map(({ accepted }) => accepted)).toEqual([true, true]);
    expect((await changes(world)).map(({ revision }) => revision)).toEqual([2, 3]);
    expect(await meeting(world)).toMatchObject({ revision: 3, answersBy: { wall: "2022-03-09T23:59" } });
    expect((await meeting(world)).parts[1]!.place).toEqual(PLACE);
  });
  it("82 · that both cancel are one cancellation: the second is told that it is cancelled", async () => {
    const world = await withMeeting();
    const said = await Promise.all(
      [AMINA, BRUNO].map((who) => world.ask("cancel-meeting.v1", { convocationId, reason }, who)),
    );
    expect(said.map(({ accepted, code }) => [accepted, code]).sort()).toEqual([
      [false, "already-cancelled"],
      [true, undefined],
    ]);
    expect(world.facts("meeting.changed.v1")).toHaveLength(1);
  });
  it("of which the first one's answer was lost are not made twice", async () => {
    let lost = true;
    const tables = memoryTables({
      after(items) {
        if (!lost || !items.some((item) => "put" in item && item.put.sk.startsWith("CHG#"))) return;
        lost = false;
        throw new Error("the connection was lost");
      },
    });
    const world = await withMeeting({ tables });
    const asked = { commandId: "again", convocationId, reason };
    await expect(world.ask("cancel-meeting.v1", asked)).rejects.toThrow("lost");
    expect(await world.ask("cancel-meeting.v1", asked)).toMatchObject({ accepted: true, revision: 2 });
    expect(await changes(world)).toHaveLength(1);
  });
});

describe("82 · cancel during send and send during cancel", () => {
  it("a round that is released in the moment of the cancellation is either released or refused, never both", async () => {
    const world = await withMeeting();
    const { hash } = await submit(world, "round-1");
    const [cancelled, released] = await Promise.all([
      world.ask("cancel-meeting.v1", { convocationId, reason }),
      world.ask("release-round.v1", { roundId: "round-1", hash }, BRUNO),
    ]);
    expect(cancelled).toMatchObject({ accepted: true });
    const facts = world.facts("invitation.round-released.v1");
    expect(facts).toHaveLength(released.accepted ? 1 : 0);
  });
  it.each([
    ["cancelled", "cancel-meeting.v1", "is cancelled"],
    ["postponed", "postpone-meeting.v1", "is postponed"],
  ])("of what is %s no round is drafted or released any more", async (_, command, words) => {
    const world = await withMeeting();
    const { hash } = await submit(world, "round-1");
    await world.done(command, { convocationId, reason });
    expect(await world.ask("release-round.v1", { roundId: "round-1", hash }, BRUNO)).toMatchObject({
      code: "not-convened",
    });
    const draft = { roundId: "round-2", convocationId, template: "invitation", audience: { parties: ["AT"] } };
    expect(await world.ask("draft-round.v1", draft)).toMatchObject({
      code: "not-convened",
      sentence: expect.stringContaining(words),
    });
  });
});

const wakeUp = z.object({ moment: z.string(), convocationId: z.string() });
async function fire(world: World, now: string) {
  world.clock.set(now);
  for (const input of world.schedules.fire(now)) await atMeetingEnd(world)(wakeUp.parse(input));
}

describe("the end of a meeting that changed", () => {
  it("comes at its new end, not at its old one", async () => {
    const world = await withMeeting();
    await world.done("reschedule-meeting.v1", { convocationId, reason, parts: BOTH_IN_APRIL });
    await fire(world, "2022-03-23T15:00:00Z");
    expect((await meeting(world)).state).toBe("convened");
    await fire(world, "2022-04-06T14:00:00Z");
    expect((await meeting(world)).state).toBe("ended");
    expect(world.facts("meeting.ended.v1")).toHaveLength(1);
  });
  it.each(["postpone-meeting.v1", "cancel-meeting.v1"])("never comes after %s", async (command) => {
    const world = await withMeeting();
    await world.done(command, { convocationId, reason });
    await fire(world, "2022-03-23T15:00:00Z");
    await atDay(world)();
    expect(world.facts("meeting.ended.v1")).toEqual([]);
    expect(world.schedules.booked()).toEqual([]);
  });
});

describe("the room of a part", () => {
  const room = { convocationId, part: "som-8" };
  const registered = async () => {
    const world = await withInvitations();
    for (const code of ["AT", "IT"]) {
      await answer(world, code, "ab", { kind: "come", parts: ["som-8"] });
      await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    }
    return world;
  };
  it("82 · is not made smaller than the number of the registered, who are counted from the rows", async () => {
    const world = await registered();
    expect(await world.ask("change-room.v1", { ...room, capacity: 1 })).toMatchObject({
      code: "below-registered",
      registered: 2,
      sentence: expect.stringContaining("2 people are registered for som-8; a room for 1 is too small"),
    });
    expect(await world.ask("change-room.v1", { ...room, capacity: 2 })).toMatchObject({
      accepted: true,
      registered: 2,
    });
    expect((await meeting(world)).parts.map(({ capacity }) => capacity)).toEqual([null, 2]);
  });
  it("is no change of the meeting: no revision, nobody is told, a fact of its own", async () => {
    const world = await withMeeting();
    await world.done("change-room.v1", { ...room, capacity: 80 });
    expect((await meeting(world)).revision).toBe(1);
    expect([await changes(world), world.facts("meeting.changed.v1")]).toEqual([[], []]);
    expect(world.facts("meeting.room-changed.v1")).toHaveLength(1);
  });
  it.each([0, -1, 2 ** 53, 1.5, 100_001])("82 · for %d people is refused", async (capacity) => {
    const world = await withMeeting();
    expect(await world.ask("change-room.v1", { ...room, capacity })).toMatchObject({ code: "malformed" });
  });
  it("of no meeting is refused", async () => {
    const world = await withMeeting();
    expect(await world.ask("change-room.v1", { ...room, convocationId: "nowhere" })).toMatchObject({
      code: "no-such-meeting",
    });
  });
  it("changed by somebody else at the same moment is looked at again", async () => {
    const world = await withMeeting();
    expect(await world.ask("change-room.v1", { ...room, capacity: 80, expectedVersion: 7 })).toMatchObject({
      code: "changed-meanwhile",
    });
  });
});

describe("a dry run", () => {
  it("is refused as the change itself would be", async () => {
    const world = await withMeeting();
    const late = [{ id: "som-8", sessions: [session("2022-01-01", "09:00", "12:00")] }];
    const asked = { convocationId, reason, dryRun: true, parts: late };
    expect(await world.ask("reschedule-meeting.v1", asked)).toMatchObject({ code: "starts-in-the-past" });
    expect(world.rows("CMD#").filter((row) => row["type"] === "reschedule-meeting.v1")).toEqual([]);
  });
  it("counts the delegations that are invited to the part, and no others", async () => {
    const world = await withInvitations();
    const asked = { convocationId, reason, dryRun: true, parts: ["sc-2022-03"] };
    expect(await world.ask("cancel-meeting.v1", asked)).toMatchObject({
      reaches: { delegations: 1, invitees: 3, registered: 0 },
    });
  });
});
