import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { round } from "#functions/console/looks";
import { onInvitationRoundStopped } from "#functions/mail/on-invitation-round-stopped";
import { onMailBatchOpened } from "#functions/mail/on-mail-batch-opened";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { log } from "#platform/log";
import type { Mailer } from "#platform/mailer";
import { mailSchema } from "#records/mail";
import { invitationOf, mailOf, reminder, send } from "#test/functions/mail/post-office";
import {
  answer,
  expand,
  letGo,
  release,
  submit,
  type World,
  withInvitations,
  withMeeting,
} from "#test/functions/world";
import { memoryMailer } from "#test/memory/mailer";

log.setLogLevel("SILENT");
beforeAll(() => {
  vi.stubEnv("STAGE", "test");
  vi.stubEnv("ALLOW_LIST", "");
  vi.stubEnv("MAIL_RATE_SHARE", "1");
});
afterAll(() => vi.unstubAllEnvs());

const stop = (world: World) => world.done("stop-round.v1", { roundId: "round-1" });
const mails = (world: World) => world.rows("MB#r-round-1").map((row) => mailSchema.parse(row));
const counts = async (world: World, id = "round-1") => {
  const shown = await round(world.tables, id);
  return shown && "mails" in shown && shown.mails && "stop" in shown.mails ? shown.mails.stop : undefined;
};
const handedOut = (world: World) => world.queues.receive("BULK_QUEUE_URL").map((body) => String(Object(body).mailId));

describe("class 82: stop during send", () => {
  it("what had left is sent, what had not is cancelled, and both are the round's invitees", async () => {
    const world = await withInvitations();
    const ids = mails(world).map(({ mailId }) => mailId);
    for (const mailId of ids.slice(0, 4)) await send(world, mailId);
    await stop(world);
    for (const mailId of ids) await send(world, mailId);
    expect(world.mailer.left()).toHaveLength(4);
    expect(mails(world).filter(({ state }) => state === "cancelled")).toMatchObject([
      { reason: "round-stopped" },
      { reason: "round-stopped" },
    ]);
    expect(await counts(world)).toEqual({ sent: 4, inFlight: 0, failed: 0, cancelled: 2 });
  });
  it("a mail that is on its way to the mail service counts as sent", async () => {
    const world = await withInvitations();
    const inner = memoryMailer();
    const mailer: Mailer = {
      async send(mail, tags) {
        await stop(world);
        expect(await counts(world)).toMatchObject({ sent: 1, inFlight: 1, cancelled: 5 });
        return inner.send(mail, tags);
      },
    };
    const mailId = await invitationOf(world, "AT");
    await send(world, mailId, mailer);
    expect([(await mailOf(world, mailId)).state, inner.left().length]).toEqual(["sent", 1]);
    expect(await counts(world)).toMatchObject({ sent: 1, inFlight: 0, cancelled: 5 });
  });
  it("a mail whose outcome is unknown is not called cancelled, and is not tried again", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    const lost = memoryMailer({ verdict: () => "lost" });
    await expect(send(world, mailId, lost)).rejects.toThrow("unknown");
    await stop(world);
    world.clock.set("2022-01-31T09:00:00Z");
    await send(world, mailId);
    expect([(await mailOf(world, mailId)).state, world.mailer.left()]).toEqual(["unknown", []]);
    expect(await counts(world)).toMatchObject({ sent: 1, cancelled: 5 });
  });
  it("a mail that the service put off is cancelled when it comes back", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    const busy = memoryMailer({ verdict: () => ({ kind: "later", reason: "TooManyRequestsException" }) });
    await expect(send(world, mailId, busy)).rejects.toThrow();
    await stop(world);
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "cancelled", reason: "round-stopped" });
  });
});

describe("class 82: send during stop", () => {
  it("the pump hands out nothing more of it, cancels what waits and comes to rest", async () => {
    const world = await withInvitations();
    await stop(world);
    await onInvitationRoundStopped(world)();
    expect([handedOut(world), world.rows("OPEN", "bulk#")]).toEqual([[], []]);
    expect(world.schedules.booked().filter(({ name }) => name.startsWith("pump-"))).toEqual([]);
    expect(new Set(mails(world).map(({ state, reason }) => `${state} ${reason}`))).toEqual(
      new Set(["cancelled round-stopped"]),
    );
  });
  it("what the pump had handed out before is refused when it is claimed", async () => {
    const world = await withInvitations();
    await onMailBatchOpened(world)();
    const out = handedOut(world);
    await stop(world);
    await onInvitationRoundStopped(world)();
    for (const mailId of out) await send(world, mailId);
    expect([out.length, world.mailer.left()]).toEqual([6, []]);
    expect(await counts(world)).toMatchObject({ sent: 0, cancelled: 6 });
  });
  it("at every point of a round of six, sent and cancelled are six, and nothing leaves after the stop", async () => {
    for (let at = 0; at <= 6; at++) {
      const world = await withInvitations();
      const ids = mails(world).map(({ mailId }) => mailId);
      for (const mailId of ids.slice(0, at)) await send(world, mailId);
      await Promise.all([stop(world), onInvitationRoundStopped(world)()]);
      const left = world.mailer.left().length;
      await onInvitationRoundStopped(world)();
      await Promise.all(ids.map((mailId) => send(world, mailId)));
      expect([await counts(world), world.mailer.left().length]).toEqual([
        { sent: left, inFlight: 0, failed: 0, cancelled: 6 - left },
        left,
      ]);
    }
  });
  it("pages that were never written count as cancelled", async () => {
    const world = await withMeeting();
    await release(world, "round-1");
    await stop(world);
    expect(await counts(world)).toEqual({ sent: 0, inFlight: 0, failed: 0, cancelled: 6 });
  });
  it("another round goes on undisturbed", async () => {
    const world = await withInvitations();
    await expand(world, await release(world, "round-2", { parties: ["DE"] }));
    await stop(world);
    await onInvitationRoundStopped(world)();
    const out = handedOut(world);
    for (const mailId of out) await send(world, mailId);
    expect([out.length, world.mailer.left().length]).toEqual([3, 3]);
  });
  it("is tried again for ever without a change", async () => {
    const world = await withInvitations();
    await stop(world);
    await onInvitationRoundStopped(world)();
    const before = world.snapshot();
    await onInvitationRoundStopped(world)();
    expect(world.snapshot()).toBe(before);
  });
});

describe("a party of a stopped round", () => {
  const AGAIN = { parties: ["AT", "IT"] };
  const draft = { convocationId: "som-8-cluster", template: "invitation", audience: AGAIN };
  it("that nobody was written to is invited by another round, with a delegation and links of its own", async () => {
    const world = await withInvitations();
    const before = (await world.delegation("AT")).delegation.id;
    await stop(world);
    await onInvitationRoundStopped(world)();
    await expand(world, await release(world, "round-2", AGAIN));
    const { delegation, invitees } = await world.delegation("AT");
    expect([delegation.roundId, delegation.id === before, invitees.length]).toEqual(["round-2", false, 3]);
    for (const mailId of world.rows("MB#r-round-2").map((row) => String(row["mailId"]))) await send(world, mailId);
    expect(world.mailer.left()).toHaveLength(6);
    expect((await answer(world, "AT", "ab", { kind: "no-part" })).accepted).toBe(true);
  });
  it("that one mail had left to stays invited, and is left out", async () => {
    const world = await withInvitations();
    await send(world, await invitationOf(world, "AT"));
    await stop(world);
    await onInvitationRoundStopped(world)();
    await world.done("draft-round.v1", { roundId: "round-2", ...draft });
    expect(await world.done("submit-round.v1", { roundId: "round-2" })).toMatchObject({
      delegations: 1,
      leftOut: [{ code: "AT", why: "already-invited" }],
    });
  });
  it("whose mails still wait to be cancelled stays invited until they are", async () => {
    const world = await withInvitations();
    await stop(world);
    await world.done("draft-round.v1", { roundId: "round-2", ...draft });
    expect(await world.ask("submit-round.v1", { roundId: "round-2" })).toMatchObject({ code: "everybody-invited" });
    await onInvitationRoundStopped(world)();
    expect(await world.ask("submit-round.v1", { roundId: "round-2" })).toMatchObject({ accepted: true, invitees: 6 });
  });
  it("is invited once, though two rounds were frozen with it", async () => {
    const world = await withInvitations();
    await stop(world);
    await onInvitationRoundStopped(world)();
    const second = await submit(world, "round-2", AGAIN);
    const third = await submit(world, "round-3", AGAIN);
    await Promise.all([letGo(world, second), letGo(world, third)]);
    expect(world.rows("CNV#", "INVITED#")).toHaveLength(2);
    expect(world.rows("MB#r-round-2").length + world.rows("MB#r-round-3").length).toBe(6);
  });
});

describe("reminders of a round that has ended", () => {
  it.each([
    ["stop", "cancelled", "round-stopped"],
    ["close", "skipped", "round-closed"],
  ])("after %s do not leave, though they were planned before", async (act, state, reason) => {
    const world = await withInvitations();
    const mailId = await reminder(world, "AT");
    await world.tables.update({
      key: keyOf(world, mailId),
      set: { about: { step: "answer-14", roundId: "round-1" } },
      when: [],
    });
    await world.done(`${act}-round.v1`, { roundId: "round-1" });
    await send(world, mailId);
    expect(await mailOf(world, mailId)).toMatchObject({ state, reason });
    expect([world.mailer.left(), world.rows("PER#", "QUIET")]).toEqual([[], []]);
  });
  it("to the registered, before the meeting, still leave", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", { kind: "come", parts: ["som-8"] });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    const mailId = await reminder(world, "AT", "meeting-3");
    await world.tables.update({
      key: keyOf(world, mailId),
      set: { about: { step: "meeting-3", roundId: "round-1" } },
      when: [],
    });
    await world.done("close-round.v1", { roundId: "round-1" });
    await send(world, mailId);
    expect((await mailOf(world, mailId)).state).toBe("sent");
  });
});

function keyOf(world: World, mailId: string) {
  const row = world.rows("MB#").find((candidate) => candidate["mailId"] === mailId);
  return { pk: String(row?.pk), sk: String(row?.sk) };
}
