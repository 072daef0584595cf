import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { fromPages as invitationPages } from "#functions/invitation/from-pages";
import { deliver } from "#functions/mail/deliver";
import { fromSesEvents } from "#functions/mail/from-ses-events";
import { pump } from "#functions/mail/pump";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { atStep } from "#functions/reminder/at-step";
import { fromPages as reminderPages } from "#functions/reminder/from-pages";
import { writeToPeople } from "#records/bulk-people";
import { mailSchema } from "#records/mail";
import { come } from "#test/functions/invitation/answers";
import { CONVOCATION, expand, type Released, release, type World, withInvitations } from "#test/functions/world";

const EPOCH = "2022-02-01T00:00:00Z";
beforeEach(() => {
  vi.stubEnv("RESTORE_EPOCH", EPOCH);
  vi.stubEnv("MAIL_RATE_SHARE", "1");
  vi.stubEnv("ALLOW_LIST", "");
  vi.stubEnv("STAGE", "test");
});
afterEach(() => vi.unstubAllEnvs());

const mailsOf = (world: World) => world.rows("MB#").map((row) => mailSchema.parse(row));
/** Two parties invited before the restore: nothing of it has left, as far as these tables know. */
async function restored(began: () => Promise<World> = withInvitations) {
  vi.stubEnv("RESTORE_EPOCH", undefined);
  const world = await began();
  vi.stubEnv("RESTORE_EPOCH", EPOCH);
  world.clock.set("2022-02-01T08:00:00Z");
  return world;
}
let frozen: Released;
const lane = (world: World) => deliver({ ...world, render: async () => Promise.reject(new Error("rendered")) });

describe("what waited when the tables were restored", () => {
  it("is not handed out by the pump; what was begun since is", async () => {
    const world = await restored();
    await pump(world);
    expect(world.queues.receive("BULK_QUEUE_URL")).toEqual([]);
    await expand(world, await release(world, "round-2", { parties: ["DE"] }));
    await pump(world);
    const handed = world.queues.receive("BULK_QUEUE_URL");
    expect(handed.map((body) => String(Object(body).mailId).slice(0, 9))).toEqual(Array(3).fill("B-r-round"));
    expect(JSON.stringify(handed)).not.toContain("round-1");
  });

  it("is not sent by a lane, whatever its state, and its message does not come back", async () => {
    const world = await restored();
    const [mail] = mailsOf(world);
    for (const state of ["queued", "sending", "unknown"]) {
      await world.tables.update({ key: { pk: mail?.pk ?? "", sk: mail?.sk ?? "" }, set: { state }, when: [] });
      const before = world.snapshot();
      await lane(world)({ mailId: mail?.mailId ?? "" });
      expect(world.snapshot()).toBe(before);
    }
    vi.stubEnv("RESTORE_EPOCH", undefined);
    await expect(lane(world)({ mailId: mail?.mailId ?? "" })).rejects.toThrow("rendered");
  });

  it("is settled better by an event of the mail service, before and after a person settles it", async () => {
    const world = await restored();
    const [first, second] = mailsOf(world);
    await fromSesEvents(world)({ type: "Delivery", mail: first?.mailId ?? "" });
    const { mails } = await world.done("settle-mails.v1", { convocationId: CONVOCATION });
    expect(mails).toHaveLength(5);
    await fromSesEvents(world)({ type: "Delivery", mail: second?.mailId ?? "" });
    expect(
      mailsOf(world)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(["delivered", "delivered", ...Array(4).fill("unknown")]);
  });
});

describe("a page that was not written yet when the tables were restored", () => {
  it("is written by a replay, so that its links work again; its mails are unknown and nobody hands them out", async () => {
    const world = await restored(async () => {
      const before = await withInvitations();
      frozen = await release(before, "late", { parties: ["DE"] });
      return before;
    });
    const { roundId, hash, pages } = frozen;
    for (let page = 0; page < pages; page++)
      await invitationPages(world)({ roundId, hash, page, at: "2022-01-31T09:00:00Z" });
    expect((await world.delegation("DE")).invitees).toHaveLength(3);
    const late = world.rows("MB#r-late").map((row) => mailSchema.parse(row));
    expect(late).toHaveLength(3);
    for (const mail of late)
      expect(mail).toMatchObject({ state: "unknown", reason: "restored", at: "2022-01-31T09:00:00Z" });
    expect(world.rows("OPEN", "bulk#").some(({ sk }) => sk.includes("late"))).toBe(false);
    await lane(world)({ mailId: late[0]?.mailId ?? "" });
    expect((await world.done("settle-mails.v1", { convocationId: CONVOCATION }))["mails"]).toHaveLength(9);
  });

  it("nor does the confirmation of an answer leave that nobody had registered yet", async () => {
    const world = await restored(async () => {
      const before = await withInvitations();
      const { delegation } = await before.delegation("AT");
      await before.done(
        "answer-invitation.v1",
        { delegationId: delegation.id, person: "ab", who: { kind: "self" }, answer: come },
        `invitee:${delegation.id}ab`,
        "link",
      );
      return before;
    });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act());
    const confirmation = world.rows("DEL#", "M#confirmation").map((row) => mailSchema.parse(row));
    expect(confirmation).toMatchObject([{ at: "2022-01-31T08:00:00Z", state: "queued" }]);
    const before = world.snapshot();
    await lane(world)({ mailId: confirmation[0]?.mailId ?? "" });
    expect(world.snapshot()).toBe(before);
  });

  it("of notices likewise; and a reminder of before is not begun", async () => {
    const world = await restored();
    const { delegation, invitees } = await world.delegation("AT");
    const notice = {
      batchId: "n-d1",
      kind: "notice",
      convocationId: CONVOCATION,
      revision: 0,
      about: { documentId: "d1" },
      guard: (name: string) => ({ pk: "DOC#d1", sk: `C#${name}` }),
    } as const;
    const place = { roundId: "round-1", page: 0, index: 0, did: delegation.id };
    await writeToPeople(world.tables, world.act(), notice, place, invitees, "2022-01-31T12:00:00Z");
    for (const row of world.rows("MB#n-d1"))
      expect(row).toMatchObject({ state: "unknown", at: "2022-01-31T12:00:00Z" });
    expect(world.rows("MB#n-d1")).toHaveLength(3);
    expect(world.rows("OPEN", "bulk#").some(({ sk }) => sk.includes("n-d1"))).toBe(false);
    const before = world.snapshot();
    const step = { convocationId: CONVOCATION, step: "answer-14", instant: "2022-01-31T23:00:00Z", revision: 1 };
    await atStep(world)(step);
    await reminderPages(world)({ ...step, roundId: "round-1", page: 0 });
    expect([world.snapshot(), world.queues.receive("PAGES_QUEUE_URL")]).toEqual([before, []]);
  });
});

describe("settling", () => {
  it("is refused in a stage that was not restored, and for a meeting that is not there", async () => {
    const world = await restored();
    expect(await world.ask("settle-mails.v1", { convocationId: "nowhere" })).toMatchObject({ code: "no-such-meeting" });
    vi.stubEnv("RESTORE_EPOCH", undefined);
    const before = mailsOf(world);
    expect(await world.ask("settle-mails.v1", {})).toMatchObject({ code: "not-restored" });
    expect(mailsOf(world)).toEqual(before);
  });

  it("takes the pump's list off, lists each mail with what it was, and says in the ledger how many", async () => {
    const world = await restored();
    const { mails, next } = await world.done("settle-mails.v1", {});
    expect(next).toBeUndefined();
    expect(mails).toHaveLength(6);
    expect(mails).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          kind: "invitation",
          state: "queued",
          mailId: expect.stringMatching(/^B-r-round-1-/),
        }),
      ]),
    );
    expect(world.rows("OPEN", "bulk#")).toEqual([]);
    for (const mail of mailsOf(world)) expect(mail).toMatchObject({ state: "unknown", reason: "restored" });
    expect(world.facts("mail.settled.v1")).toMatchObject([{ data: `{"epoch":"${EPOCH}","mails":6}` }]);
    // Asked again it tells them again, and nothing new happened.
    expect((await world.done("settle-mails.v1", { convocationId: CONVOCATION }))["mails"]).toHaveLength(6);
    expect(world.facts("mail.settled.v1")).toHaveLength(1);
  });

  it("goes through a meeting stretch by stretch, and misses nobody's receipt", async () => {
    const world = await restored(async () => {
      const before = await withInvitations();
      await expand(before, await release(before, "all", { members: true }));
      const { delegation } = await before.delegation("AT");
      await before.done(
        "answer-invitation.v1",
        { delegationId: delegation.id, person: "ab", who: { kind: "self" }, answer: come },
        `invitee:${delegation.id}ab`,
        "link",
      );
      return before;
    });
    const found = new Set<string>();
    let after: string | undefined;
    let stretches = 0;
    do {
      const said = await world.done("settle-mails.v1", {
        convocationId: CONVOCATION,
        ...(after !== undefined && { after }),
      });
      for (const one of Object.values(said["mails"] ?? [])) found.add(String(Object(one).mailId));
      after = typeof said["next"] === "string" ? said["next"] : undefined;
      stretches++;
    } while (after !== undefined);
    expect(stretches).toBeGreaterThan(1);
    const all = [...world.rows("MB#"), ...world.rows("DEL#", "M#")].map(({ mailId }) => String(mailId));
    expect([...found].sort()).toEqual(all.sort());
    expect([...found].some((mailId) => mailId.includes("receipt"))).toBe(true);
  });
});
