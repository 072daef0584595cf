import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { LEASE_SECONDS } from "#functions/mail/claim";
import { fromSesEvents } from "#functions/mail/from-ses-events";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { log } from "#platform/log";
import { keys } from "#records/keys";
import { ledgerRow } from "#records/ledger";
import { urgentMail } from "#records/mail";
import { arrived, letters, named, nora } from "#test/functions/invitation/successions";
import { answering, invitationOf, mailOf, reminder, send, setMeeting } from "#test/functions/mail/post-office";
import { change } from "#test/functions/told";
import { answer, withInvitations } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

log.setLogLevel("SILENT");
beforeAll(() => vi.stubEnv("STAGE", "test"));
beforeEach(() => vi.stubEnv("ALLOW_LIST", ""));
afterAll(() => vi.unstubAllEnvs());

describe("an invitation", () => {
  it("whose link was replaced is skipped", async () => {
    const world = await withInvitations();
    const { delegation } = await world.delegation("AT");
    const mailId = await invitationOf(world, "AT");
    await world.tables.update({ key: keys.invitee(delegation.id, "ab"), set: { epoch: 2 }, when: [] });
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "skipped", reason: "link-replaced" });
    expect(world.mailer.left()).toEqual([]);
  });
});

describe("after another focal point took over", () => {
  async function handed() {
    const world = await withInvitations();
    const old = { invitation: await invitationOf(world, "AT"), reminder: await reminder(world, "AT") };
    await arrived(world);
    await named(world);
    return { world, ...old };
  }
  it("the reminder to the one before is skipped, and one to the new one leaves", async () => {
    const { world, reminder: old } = await handed();
    await send(world, old);
    expect(await mailOf(world, old)).toMatchObject({ state: "skipped", reason: "link-replaced" });
    await send(world, await reminder(world, "AT", "answer-14", "ae"));
    expect(world.mailer.left().map(({ to }) => to.address)).toEqual([nora.email]);
  });
  it("both letters leave, and an invitation that came back to the queue does not", async () => {
    const { world, invitation } = await handed();
    const { pk, sk } = await mailOf(world, invitation);
    await world.tables.update({ key: { pk, sk }, set: { state: "queued" }, when: [] });
    await send(world, invitation);
    expect(await mailOf(world, invitation)).toMatchObject({ state: "skipped", reason: "link-replaced" });
    for (const { mailId } of [...letters(world, "successor"), ...letters(world, "predecessor")])
      await send(world, mailId);
    expect(world.mailer.left().map(({ tags }) => tags.kind)).toEqual(["successor", "predecessor"]);
  });
  it("the letter to a successor whose own place was taken meanwhile is skipped", async () => {
    const { world } = await handed();
    const { delegation } = await world.delegation("AT");
    await world.tables.update({ key: keys.invitee(delegation.id, "ae"), set: { epoch: 2 }, when: [] });
    const [letter] = letters(world, "successor");
    await send(world, letter!.mailId);
    expect(await mailOf(world, letter!.mailId)).toMatchObject({ state: "skipped", reason: "link-replaced" });
  });
  it("the letter is cancelled with a round that was stopped before anything left to the one before", async () => {
    const world = await withInvitations();
    await named(world);
    await world.done("stop-round.v1", { roundId: "round-1" });
    const [letter] = letters(world, "successor");
    await send(world, letter!.mailId);
    expect(await mailOf(world, letter!.mailId)).toMatchObject({ state: "cancelled", reason: "round-stopped" });
  });
  it.each([
    ["who does not come is skipped", undefined, "skipped"],
    ["who comes all the same leaves", "registered", "sent"],
    ["whose registration was cancelled is skipped", "cancelled", "skipped"],
  ])("a notice to the one before %s", async (_, registration, state) => {
    const { world } = await handed();
    const { delegation } = await world.delegation("AT");
    if (registration !== undefined)
      await world.tables.put({ ...keys.registration(delegation.id, "ab"), state: registration }, []);
    const mail = { ...letters(world, "predecessor")[0]!, ...urgentMail(delegation.id, "notice", "1").key };
    const mailId = urgentMail(delegation.id, "notice", "1").mailId;
    await world.tables.put({ ...mail, kind: "notice", mailId }, []);
    await send(world, mailId);
    expect((await mailOf(world, mailId)).state).toBe(state);
  });
});

describe("a reminder is decided when it leaves", () => {
  it("to a silent delegation leaves, and marks the person as nudged", async () => {
    const world = await withInvitations();
    const mailId = await reminder(world, "AT");
    await send(world, mailId);
    expect((await mailOf(world, mailId)).state).toBe("sent");
    expect(world.rows("PER#", "QUIET")).toMatchObject([{ last: "2022-01-31T08:00:00Z", mail: mailId }]);
  });
  it.each([
    ["the person answered for the State", "ab", { kind: "come", parts: ["som-8"] }],
    ["a colleague answered for the State", "ac", { kind: "no-part" }],
    ["the person regretted while the State is silent", "ab", { kind: "regret" }],
  ])("after %s is skipped", async (_, person, said) => {
    const world = await withInvitations();
    const mailId = await reminder(world, "AT");
    await answer(world, "AT", person, said);
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "skipped", reason: "answered" });
    expect([world.mailer.left(), world.rows("PER#", "QUIET")]).toEqual([[], []]);
  });
  it("after a colleague's regret leaves: one person's regret is not the State's", async () => {
    const world = await withInvitations();
    const mailId = await reminder(world, "AT");
    await answer(world, "AT", "ac", { kind: "regret" });
    await send(world, mailId);
    expect((await mailOf(world, mailId)).state).toBe("sent");
  });
  it("after the person silenced reminders is skipped", async () => {
    const world = await withInvitations();
    const mailId = await reminder(world, "AT");
    const { delegation } = await world.delegation("AT");
    await world.done(
      "silence-mails.v1",
      { delegationId: delegation.id, person: "ab" },
      `invitee:${delegation.id}ab`,
      "link",
    );
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "skipped", reason: "unsubscribed" });
  });
  it.each([
    ["other dates", { revision: 2, planRevision: 2 }],
    ["its end", { state: "ended" }],
  ])("of a meeting that met %s is skipped", async (_, change) => {
    const world = await withInvitations();
    const mailId = await reminder(world, "AT");
    await setMeeting(world, change);
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "skipped", reason: "meeting-changed" });
  });
  it("where the answer comes in the very moment of the claim is skipped, in one transaction with it", async () => {
    let answered = false;
    const tables = memoryTables({
      before(items) {
        if (answered || !items.some((item) => "update" in item && item.update.set?.["state"] === "sending"))
          return undefined;
        answered = true;
        const head = tables.rows().find((row) => row.sk === "#" && row["partyCode"] === "AT")!;
        void tables.put({ ...head, open: 0 }, []);
        return undefined;
      },
    });
    const world = await withInvitations({ tables });
    const mailId = await reminder(world, "AT");
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "skipped", reason: "answered", attempt: 0 });
    expect(world.mailer.left()).toEqual([]);
  });
});

describe("the quiet period", () => {
  it.each([
    ["within three days, to the second", 3 * 86_400 - 1, "skipped"],
    ["after three days", 3 * 86_400, "sent"],
  ])("a second reminder %s", async (_, seconds, state) => {
    const world = await withInvitations();
    await send(world, await reminder(world, "AT", "answer-14"));
    world.clock.pass(seconds);
    const second = await reminder(world, "AT", "answer-7");
    await send(world, second);
    expect((await mailOf(world, second)).state).toBe(state);
    if (state === "skipped") expect((await mailOf(world, second)).reason).toBe("quiet-period");
  });
  it("of one person is not another's", async () => {
    const world = await withInvitations();
    await send(world, await reminder(world, "AT", "answer-14", "ab"));
    const other = await reminder(world, "AT", "answer-14", "ac");
    await send(world, other);
    expect((await mailOf(world, other)).state).toBe("sent");
  });
  it("does not stop the reminder that began it from being tried again", async () => {
    const world = await withInvitations();
    const mailId = await reminder(world, "AT");
    await expect(send(world, mailId, answering({ kind: "later", reason: "TooManyRequestsException" }))).rejects.toThrow(
      "waits",
    );
    await send(world, mailId);
    expect((await mailOf(world, mailId)).state).toBe("sent");
  });
  it("lets one of two reminders leave that come at once", async () => {
    const world = await withInvitations();
    const [one, two] = [await reminder(world, "AT", "answer-14"), await reminder(world, "AT", "answer-7")];
    await Promise.allSettled([send(world, one), send(world, two)]);
    expect(world.mailer.left()).toHaveLength(1);
    expect([(await mailOf(world, one)).state, (await mailOf(world, two)).state].sort()).toEqual(["sent", "skipped"]);
  });
});

describe("the reminder before the meeting", () => {
  async function registered() {
    const world = await withInvitations();
    await answer(world, "IT", "ab", { kind: "come", parts: ["som-8"] });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    return { world, mailId: await reminder(world, "IT", "meeting-3", "ab") };
  }
  it("leaves to who is registered, though the delegation has answered and though they were nudged yesterday", async () => {
    const { world, mailId } = await registered();
    const [person] = (await world.delegation("IT")).invitees;
    await world.tables.put({ ...keys.quiet(person!.personId), last: world.clock.now(), mail: "another" }, []);
    await send(world, mailId);
    expect((await mailOf(world, mailId)).state).toBe("sent");
  });
  it("is skipped where the registration was cancelled", async () => {
    const { world, mailId } = await registered();
    await answer(world, "IT", "ab", { kind: "no-part" });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "skipped", reason: "no-longer-registered" });
  });
});

describe("receipts, confirmations and cancellations", () => {
  it("leave whatever became of the delegation since", async () => {
    const world = await withInvitations();
    for (const said of [{ kind: "come", parts: ["som-8"] }, { kind: "no-part" }]) {
      await answer(world, "IT", "ab", said);
      await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    }
    const urgent = world.facts().flatMap((row) => ledgerRow.parse(row).mails ?? []);
    for (const mailId of urgent) await send(world, mailId);
    expect(world.mailer.left().map(({ tags }) => tags.kind)).toEqual([
      "receipt",
      "confirmation",
      "receipt",
      "cancellation",
    ]);
  });
});

describe("a mail whose lease ended and which may no longer be sent", () => {
  it("stays unknown: it may have left, and is not counted among those that did not", async () => {
    const world = await withInvitations();
    const mailId = await reminder(world, "AT");
    await expect(send(world, mailId, answering("lost"))).rejects.toThrow("unknown whether");
    await answer(world, "AT", "ab", { kind: "no-part" });
    world.clock.pass(LEASE_SECONDS + 1);
    await send(world, mailId);
    expect((await mailOf(world, mailId)).state).toBe("unknown");
    await fromSesEvents(world)({ type: "Delivery", mail: mailId });
    expect((await mailOf(world, mailId)).state).toBe("delivered");
  });
});

describe("an invitation to what does not take place", () => {
  it.each([
    ["cancel-meeting", {}, "cancelled", "meeting-cancelled"],
    ["postpone-meeting", {}, "skipped", "meeting-postponed"],
    ["cancel-meeting", { parts: ["som-8"] }, "cancelled", "meeting-cancelled"],
  ])("after %s %j does not leave, before anybody was told", async (command, detail, state, reason) => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    await change(world, command, detail);
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state, reason, attempt: 0 });
    expect(world.mailer.left()).toEqual([]);
  });
  it("leaves where a part that they are invited to takes place", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "IT");
    await change(world, "cancel-meeting", { parts: ["som-8"] });
    await send(world, mailId);
    expect((await mailOf(world, mailId)).state).toBe("sent");
  });
});
