import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { fromSesEvents } from "#functions/mail/from-ses-events";
import { withoutStopped } from "#functions/mail/stopped-batches";
import { log } from "#platform/log";
import { openBatchSchema } from "#records/mail";
import { answering, invitationOf, mailOf, send } from "#test/functions/mail/post-office";
import { type World, withInvitations } from "#test/functions/world";
import { counting } from "#test/memory/counting";

log.setLogLevel("SILENT");
beforeAll(() => {
  vi.stubEnv("STAGE", "test");
  vi.stubEnv("ALLOW_LIST", "");
});
afterEach(() => vi.restoreAllMocks());

async function sending() {
  const world = await withInvitations();
  const mailId = await invitationOf(world, "AT");
  const told = (type: string) => fromSesEvents(world)({ type, mail: mailId });
  return { world, mailId, told, counted: counting() };
}

describe("a mail is counted where its row moves", () => {
  it("as sent and as delivered, once each, however often its message and the events come", async () => {
    const { world, mailId, told, counted } = await sending();
    for (let time = 0; time < 3; time++) {
      await send(world, mailId);
      for (const type of ["Send", "Delivery"]) await told(type);
    }
    expect(counted).toEqual({ MailsSent: 1, Delivered: 1 });
  });

  it("as sent once where the service's own event settles it before the answer came, or instead of it", async () => {
    const { world, mailId, told, counted } = await sending();
    await expect(send(world, mailId, answering({ kind: "unknown", reason: "ECONNRESET" }))).rejects.toThrow();
    await told("Delivery");
    await told("Send");
    await send(world, mailId);
    expect(counted).toEqual({ MailsUnknown: 1, MailsSent: 1, Delivered: 1 });
  });

  it.each([[["Delivery", "Complaint"]], [["Complaint", "Delivery"]]])(
    "as delivered and as called spam, in whichever order it is told: %j",
    async (events) => {
      const { world, mailId, told, counted } = await sending();
      await send(world, mailId);
      for (const type of events) await told(type);
      expect(counted).toEqual({ MailsSent: 1, Delivered: 1, Complained: 1 });
    },
  );

  it("as not sent where it never leaves, whatever comes after", async () => {
    const { world, mailId, told, counted } = await sending();
    await send(world, mailId, answering({ kind: "never", reason: "MessageRejected" }));
    await send(world, mailId);
    for (const type of ["Bounce", "Send"]) await told(type);
    expect(counted).toEqual({ MailsNotSent: 1 });
  });

  it("not at all while the service says later: nothing has become of it", async () => {
    const { world, mailId, counted } = await sending();
    const busy = answering({ kind: "later", reason: "TooManyRequestsException" });
    await expect(send(world, mailId, busy)).rejects.toThrow();
    expect(counted).toEqual({});
  });

  it("never twice for one fate, in any order of events", async () => {
    const event = fc.constantFrom("Send", "DeliveryDelay", "Delivery", "Bounce", "Complaint", "Reject", "Open");
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 8 }), fc.nat(8), async (events, sentAfter) => {
        const { world, mailId, told, counted } = await sending();
        for (const [index, type] of [...events, "last"].entries()) {
          if (index === Math.min(sentAfter, events.length)) await send(world, mailId);
          if (type !== "last") await told(type);
        }
        const { state } = await mailOf(world, mailId);
        const { MailsSent = 0, MailsNotSent = 0, Delivered = 0, Bounced = 0, Complained = 0 } = counted;
        expect(Math.max(MailsSent, MailsNotSent, Delivered, Bounced, Complained)).toBe(1);
        const ends = { bounced: Bounced, complained: Complained, failed: MailsNotSent };
        for (const [end, number] of Object.entries(ends)) if (end === state) expect(number).toBe(1);
        expect([Complained, MailsNotSent]).toEqual([state === "complained" ? 1 : 0, state === "failed" ? 1 : 0]);
      }),
      { numRuns: 40 },
    );
  });

  it("as not sent for each that a stopped round leaves waiting, once", async () => {
    const world = await withInvitations();
    const open = world.rows("OPEN", "bulk#").map((row) => openBatchSchema.parse(row));
    const waiting = await waitingOf(world);
    await world.tables.update({ key: { pk: "RND#round-1", sk: "#" }, set: { state: "stopped" }, when: [] });
    const counted = counting();
    for (let time = 0; time < 2; time++) await withoutStopped(world.tables, open);
    expect(counted).toEqual({ MailsNotSent: waiting });
    expect(await waitingOf(world)).toBe(0);
  });
});

const waitingOf = async (world: World) => world.rows("MB#").filter(({ state }) => state === "queued").length;
