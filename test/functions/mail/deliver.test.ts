import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { LEASE_SECONDS } from "#functions/mail/claim";
import { deliver } from "#functions/mail/deliver";
import { fromSesEvents } from "#functions/mail/from-ses-events";
import { log } from "#platform/log";
import type { Mailer } from "#platform/mailer";
import { mailKey } from "#records/mail";
import { answering, invitationOf, mailOf, send } from "#test/functions/mail/post-office";
import { type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");
beforeAll(() => vi.stubEnv("STAGE", "test"));
beforeEach(() => vi.stubEnv("ALLOW_LIST", ""));
afterAll(() => vi.unstubAllEnvs());

describe("a mail while nothing may be sent", () => {
  it.each(["SendingPausedException", "LimitExceededException"])(
    "%s goes back to the pump, which looks again; its message is done",
    async (reason) => {
      const world = await withInvitations();
      world.clock.set("2022-02-01T08:03:20Z");
      const mails = [await invitationOf(world, "AT"), await invitationOf(world, "IT")];
      for (const mailId of mails) await send(world, mailId, answering({ kind: "paused", reason }));
      for (const mailId of mails) expect(await mailOf(world, mailId)).toMatchObject({ state: "queued", reason });
      expect(world.rows("OPEN", "bulk#").filter((row) => "mailId" in row)).toMatchObject(
        mails.map((mailId) => ({ mailId, mails: 1, handed: 0 })),
      );
      expect(world.schedules.booked()).toContainEqual(expect.objectContaining({ at: "2022-02-01T08:10:00Z" }));
      expect(world.schedules.booked().filter(({ at }) => at === "2022-02-01T08:10:00Z")).toHaveLength(1);
    },
  );
  it("leaves once when it is handed out again", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    await send(world, mailId, answering({ kind: "paused", reason: "SendingPausedException" }));
    await send(world, mailId);
    await send(world, mailId);
    expect(world.mailer.left()).toHaveLength(1);
  });
});

describe("a queued mail", () => {
  it("leaves once, with its tags, and its row says so", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    await send(world, mailId);
    expect(world.mailer.left()).toMatchObject([
      {
        mailId,
        to: { address: "focal.point.at@example.org" },
        tags: { mail: mailId, att: "1", kind: "invitation", stage: "test" },
      },
    ]);
    const mail = await mailOf(world, mailId);
    expect(mail).toMatchObject({ state: "sent", sesId: "ses-1", attempt: 1 });
    expect([mail.owner, mail.until]).toEqual([undefined, undefined]);
  });
  it("handed out again leaves not again", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    await send(world, mailId);
    await send(world, mailId);
    expect(world.mailer.left()).toHaveLength(1);
  });
  it("handed out twice at once leaves once; the other worker's message returns", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    const said = await Promise.allSettled([send(world, mailId), send(world, mailId), send(world, mailId)]);
    expect(world.mailer.left()).toHaveLength(1);
    expect(said.filter(({ status }) => status === "rejected")).toHaveLength(2);
  });
  it("that is no mail of ours is a fault", async () => {
    const world = await withInvitations();
    await expect(send(world, "B-nothing")).rejects.toThrow("no mail");
    await expect(send(world, "D-aaaaaaaaaaaaaaaa-receipt-1")).rejects.toThrow("no mail");
  });
  it.each(["skipped", "cancelled", "failed", "delivered", "bounced", "complained"])(
    "that is %s stays as it is",
    async (state) => {
      const world = await withInvitations();
      const mailId = await invitationOf(world, "AT");
      await world.tables.update({ key: mailKey(mailId)!, set: { state }, when: [] });
      await send(world, mailId);
      expect(world.mailer.left()).toEqual([]);
      expect((await mailOf(world, mailId)).state).toBe(state);
    },
  );
});

describe("a mail that the service did not take", () => {
  it("for now (throttled, paused) waits: its claim is released and its message returns", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    await expect(send(world, mailId, answering({ kind: "later", reason: "TooManyRequestsException" }))).rejects.toThrow(
      "TooManyRequestsException",
    );
    expect(await mailOf(world, mailId)).toMatchObject({
      state: "queued",
      reason: "TooManyRequestsException",
      attempt: 1,
    });
    await send(world, mailId);
    expect(world.mailer.left()).toMatchObject([{ tags: { att: "2" } }]);
  });
  it("for ever (rejected, not verified) fails at once, with the reason, and its message is done", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    await send(world, mailId, answering({ kind: "never", reason: "MessageRejected" }));
    expect(await mailOf(world, mailId)).toMatchObject({ state: "failed", reason: "MessageRejected" });
  });
});

describe("a mail of which nobody knows whether it left", () => {
  const lose = async (world: World, mailer = answering("lost")) => {
    const mailId = await invitationOf(world, "AT");
    await expect(send(world, mailId, mailer)).rejects.toThrow("unknown whether");
    return { mailId, mailer };
  };
  it("is unknown, and nobody else takes it while its lease lasts", async () => {
    const world = await withInvitations();
    const { mailId } = await lose(world);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "unknown", reason: "TimeoutError", attempt: 1 });
    world.clock.pass(LEASE_SECONDS);
    await expect(send(world, mailId)).rejects.toThrow("held by another worker");
    expect(world.mailer.left()).toEqual([]);
  });
  it("is settled by the service's event before its lease ends, and then leaves not again", async () => {
    const world = await withInvitations();
    const { mailId } = await lose(world);
    await fromSesEvents(world)({ type: "Send", mail: mailId });
    world.clock.pass(LEASE_SECONDS + 1);
    await send(world, mailId);
    expect(world.mailer.left()).toEqual([]);
    expect((await mailOf(world, mailId)).state).toBe("sent");
  });
  it("leaves again when its lease ended without an event, the same bytes but for the attempt", async () => {
    const world = await withInvitations();
    const { mailId, mailer } = await lose(world);
    world.clock.pass(LEASE_SECONDS + 1);
    await send(world, mailId);
    const { tags: _, ...first } = mailer.left()[0]!;
    const { tags, ...second } = world.mailer.left()[0]!;
    expect([second, tags.att]).toEqual([first, "2"]);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "sent", attempt: 2 });
  });
  it("of a worker that died between claim and send is taken up when the lease ends", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    const dying = { ...world, render: async () => Promise.reject(new Error("out of memory")) };
    await expect(deliver(dying)({ mailId })).rejects.toThrow("memory");
    await expect(send(world, mailId)).rejects.toThrow("held by another worker");
    world.clock.pass(LEASE_SECONDS + 1);
    await send(world, mailId);
    expect(world.mailer.left()).toHaveLength(1);
  });
  it("of a worker that came back after its lease does not undo what the next one recorded", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    const slow: Mailer = {
      ...world.mailer,
      async send() {
        world.clock.pass(LEASE_SECONDS + 1);
        await send(world, mailId);
        return { kind: "later", reason: "TooManyRequestsException" };
      },
    };
    await expect(send(world, mailId, slow)).rejects.toThrow("waits");
    expect(await mailOf(world, mailId)).toMatchObject({ state: "sent", attempt: 2 });
  });
});

describe("an event that was faster than the service's answer", () => {
  it("stays, and the service's id is kept beside it: a reminder refers to it", async () => {
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    const mailer: Mailer = {
      ...world.mailer,
      async send(mail, tags) {
        const sent = await world.mailer.send(mail, tags);
        await fromSesEvents(world)({ type: "Delivery", mail: mailId });
        return sent;
      },
    };
    await send(world, mailId, mailer);
    expect(await mailOf(world, mailId)).toMatchObject({ state: "delivered", sesId: "ses-1" });
  });
});

describe("the stage's list", () => {
  it.each([
    ["an address that is on it", "focal.point.at@example.org", "sent"],
    ["an address in other letters", "FOCAL.POINT.AT@example.org", "sent"],
    ["a domain that is on it", "someone@example.com, @example.org", "sent"],
    ["a domain in other letters", "@EXAMPLE.ORG", "sent"],
    ["another address", "someone@example.org", "failed"],
    ["another domain", "@example.com", "failed"],
    ["a domain that only ends alike", "@ple.org", "failed"],
  ])("with %s", async (_, list, state) => {
    vi.stubEnv("ALLOW_LIST", list);
    const world = await withInvitations();
    const mailId = await invitationOf(world, "AT");
    await send(world, mailId);
    const mail = await mailOf(world, mailId);
    expect([mail.state, world.mailer.left().length]).toEqual([state, state === "sent" ? 1 : 0]);
    expect(mail.reason).toBe(state === "failed" ? "not-on-the-stages-list" : undefined);
  });
});
