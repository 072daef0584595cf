import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { board } from "#functions/console/board";
import { deliver } from "#functions/mail/deliver";
import { renderer } from "#functions/mail/render";
import { log } from "#platform/log";
import { mailSchema } from "#records/mail";
import { state } from "#test/functions/invitation/answers";
import { stubSecretariat } from "#test/functions/secretariat";
import { CONVOCATION, release, type World, withMeeting } from "#test/functions/world";
import { memoryLinks } from "#test/memory/links";

log.setLogLevel("SILENT");
const AMINA = "staff:amina@example.org";
beforeAll(() => {
  vi.stubEnv("STAGE", "test");
  vi.stubEnv("SITE_URL", "https://site.example.org");
  stubSecretariat("office@secretariat.example.net");
  vi.stubEnv("MAIL_FROM", "secretariat@example.org");
});
beforeEach(() => vi.stubEnv("ALLOW_LIST", "@example.org,@simulator.amazonses.com"));
afterAll(() => vi.unstubAllEnvs());

async function inReview() {
  const world = await withMeeting();
  const audience = { parties: ["EG", "AT"] };
  await world.done("draft-round.v1", { roundId: "r1", convocationId: CONVOCATION, template: "invitation", audience });
  await world.done("submit-round.v1", { roundId: "r1" });
  return world;
}
const test = (world: World, detail: Record<string, unknown> = {}, actor = AMINA) =>
  world.ask("test-round.v1", { roundId: "r1", to: "me", ...detail }, actor);
const tests = (world: World) => world.rows("DEL#", "M#test#").map((row) => mailSchema.parse(row));
async function sent(world: World) {
  const render = renderer({ tables: world.tables, links: memoryLinks() });
  for (const { mailId } of tests(world)) await deliver({ ...world, render })({ mailId });
  return world.mailer.left();
}

describe("a test of a round", () => {
  it("goes to whoever asks, marked, with a dead link, in the party's language", async () => {
    const world = await inReview();
    expect(await test(world, { party: "EG", language: "ar" })).toMatchObject({ accepted: true, state: "in-review" });
    const [mail] = await sent(world);
    expect(mail).toMatchObject({ to: { address: "amina@example.org" }, tags: { kind: "test" } });
    expect(mail?.subject).toMatch(/^\[TEST\] /);
    expect(mail?.html).toContain("https://site.example.org/r/preview-this-link-does-not-work");
    expect(mail?.text).toContain("رسالة تجريبية");
    expect(Object.keys(mail?.headers ?? {})).toEqual(["Content-Language"]);
  });
  it("is in the stage's language where it offers the reader's not", async () => {
    vi.stubEnv("LANGUAGES", "en,fr");
    vi.stubEnv("DEFAULT_LANGUAGE", "fr");
    const world = await inReview();
    await test(world, { party: "EG", language: "ar" });
    const [mail] = await sent(world);
    expect(mail?.headers).toEqual({ "Content-Language": "fr" });
    expect(mail?.text).toContain("Ceci est un essai");
    stubSecretariat("office@secretariat.example.net");
  });
  it("opens no link that works: the only address under the site is the dead one", async () => {
    const world = await inReview();
    await test(world);
    const [mail] = await sent(world);
    const links = new Set(
      [...`${mail?.html}${mail?.text}`.matchAll(/https:\/\/site\.example\.org[^\s"<]*/g)].map(String),
    );
    expect([...links]).toEqual(["https://site.example.org/r/preview-this-link-does-not-work"]);
  });
  it("takes the first party where none is named, and says which in the fact", async () => {
    const world = await inReview();
    await test(world);
    const [fact] = world.facts("invitation.round-tested.v1");
    expect(fact).toMatchObject({ actor: AMINA, mails: tests(world).map(({ mailId }) => mailId) });
    expect(JSON.parse(String(fact?.["data"]))).toMatchObject({ roundId: "r1", partyCode: expect.any(String) });
  });
  it("is counted on no board, and invites nobody", async () => {
    const world = await inReview();
    await test(world);
    await sent(world);
    expect(await board(world.tables, CONVOCATION)).toMatchObject({
      mails: { waiting: 0, sent: 0, notSent: 0, unknown: 0 },
      parties: [],
    });
    expect(world.rows("CNV#", "INVITED#")).toEqual([]);
  });
  it("leaves the round ready for release, and its invitation is another mail", async () => {
    const world = await withMeeting();
    await release(world, "r1");
    await test(world, { party: "AT" });
    expect(tests(world)).toHaveLength(1);
    expect(world.rows("MB#")).toEqual([]);
  });
  it("34 · asked twice with one id is one mail, with two ids two", async () => {
    const world = await inReview();
    await test(world, { commandId: "t1" });
    await test(world, { commandId: "t1" });
    expect(tests(world)).toHaveLength(1);
    await test(world);
    expect(tests(world)).toHaveLength(2);
  });
});

describe("whom a test may go to", () => {
  it.each([
    ["an address on the list", "colleague@example.org"],
    ["the secretariat's own mailbox", "office@secretariat.example.net"],
  ])("%s", async (_, to) => {
    const world = await inReview();
    expect(await test(world, { to }, "staff:amina")).toMatchObject({ accepted: true });
    expect(tests(world)).toMatchObject([{ to: { address: to } }]);
  });
  it("with no list, as in prod: nobody but oneself and the mailbox", async () => {
    vi.stubEnv("ALLOW_LIST", "");
    const world = await inReview();
    expect(await test(world, { to: "minister@example.com" })).toMatchObject({ code: "not-on-the-list" });
    expect(await test(world)).toMatchObject({ accepted: true });
  });
  it.each<[string, Record<string, unknown>, string]>([
    ["me, whose sign-in name is no address", { to: "me" }, "no-address-of-yours"],
    ["somebody else", { to: "minister@example.com" }, "not-on-the-list"],
    ["63 · a domain that ends like the list's", { to: "x@evilexample.org" }, "not-on-the-list"],
    ["58 · two addresses", { to: "a@example.org,minister@example.com" }, "address"],
    ["59 · a display name", { to: "Amina <amina@example.org>" }, "address"],
    ["40 · CR LF and Bcc", { to: "a@example.org\r\nBcc: b@example.org" }, "address"],
    ["44 · nothing", { to: "" }, "malformed"],
    ["65 · 321 characters", { to: `${"a".repeat(309)}@example.org` }, "malformed"],
    ["26 · an array", { to: ["a@example.org"] }, "malformed"],
    ["a party that is not invited", { to: "a@example.org", party: "DE" }, "not-in-audience"],
    ["a round that is not there", { to: "a@example.org", roundId: "nowhere" }, "no-such-round"],
  ])("not %s", async (_, detail, code) => {
    const world = await inReview();
    const before = state(world);
    expect(await test(world, detail, "staff:amina")).toMatchObject({ accepted: false, code });
    expect(state(world)).toBe(before);
  });
  it("not of a draft", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", {
      roundId: "r1",
      convocationId: CONVOCATION,
      template: "invitation",
      audience: { parties: ["AT"] },
    });
    expect(await test(world)).toMatchObject({ code: "already-draft" });
  });
});
