import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { postCommand } from "#functions/console/post-command";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { log } from "#platform/log";
import { keys } from "#records/keys";
import { receipts, state } from "#test/functions/invitation/answers";
import { AMINA, answer, CONVOCATION, type World, withInvitations } from "#test/functions/world";
import { context, onBus, posted, received } from "#test/memory/messages";

log.setLogLevel("SILENT");
beforeAll(() => {
  vi.stubEnv("SECRETARIAT_NAME", '{"en":"Secretariat of the Dialogue"}');
  vi.stubEnv("TRUSTED_SOURCES", "convoke.secretariat");
});
afterAll(() => vi.unstubAllEnvs());

const letter = (more: Record<string, unknown> = {}) => ({
  convocationId: CONVOCATION,
  party: "AT",
  answer: "come",
  name: "Karl Kollege",
  email: "karl@example.org",
  channel: "note-verbale",
  ...more,
});
const record = (world: World, more: Record<string, unknown> = {}, actor = AMINA) =>
  world.ask("record-answer.v1", JSON.parse(JSON.stringify(letter(more))), actor);

describe("an answer recorded by staff", () => {
  it("stands for the party, says by whom and how, and registers whom it names", async () => {
    const world = await withInvitations();
    expect(await record(world, { reference: "NV 12/2022", reason: "By the embassy" })).toMatchObject({
      accepted: true,
      unchanged: false,
    });
    const view = await world.delegation("AT");
    expect(view.delegation).toMatchObject({ open: 0, parts: { "som-8": { status: "coming-named", by: AMINA } } });
    expect(view.responses).toMatchObject([
      {
        by: AMINA,
        byName: "Secretariat of the Dialogue",
        channel: "note-verbale",
        reference: "NV 12/2022",
        reason: "By the embassy",
        names: ["Karl Kollege"],
      },
    ]);
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    expect((await world.delegation("AT")).registrations).toMatchObject([{ registration: { name: "Karl Kollege" } }]);
  });
  it("is one fact with its channel, through the gateway, without a name, an address or a reason", async () => {
    const world = await withInvitations();
    await record(world, { reference: "NV 12/2022", reason: "By the embassy" });
    const [fact] = world.facts("invitation.answered.v1");
    expect(fact).toMatchObject({ actor: AMINA, door: "gateway" });
    expect(String(fact?.["data"])).toContain('"channel":"note-verbale"');
    expect(JSON.stringify(world.facts())).not.toMatch(/Karl|karl@|NV 12|embassy/);
  });
  it("sends a receipt to each focal point of the party, and to no office", async () => {
    const world = await withInvitations();
    await record(world);
    expect(
      receipts(world)
        .map(({ to }) => to.address)
        .sort(),
    ).toEqual(["deputy.at@example.org", "focal.point.at@example.org"]);
    const [fact] = world.facts("invitation.answered.v1");
    expect(fact?.["mails"]).toHaveLength(2);
  });
  it("the same again changes nothing and sends nothing", async () => {
    const world = await withInvitations();
    await record(world);
    const before = state(world);
    expect(await record(world)).toMatchObject({ accepted: true, unchanged: true });
    expect(state(world)).toBe(before);
  });
  it("may be changed by the link afterwards, and the other way round", async () => {
    const world = await withInvitations();
    await record(world, { answer: "no-part", name: undefined, email: undefined });
    await answer(world, "AT", "ab", { kind: "come", parts: ["som-8"] });
    expect((await world.delegation("AT")).delegation.parts["som-8"]?.status).toBe("coming-named");
    await record(world, { answer: "no-part", name: undefined, email: undefined, channel: "phone" });
    const { delegation, responses } = await world.delegation("AT");
    expect(delegation.parts["som-8"]?.status).toBe("regrets");
    expect(responses.map(({ channel }) => channel)).toEqual(["note-verbale", "link", "phone"]);
  });
  it("of two at once one is recorded, and the other is told to look again", async () => {
    const world = await withInvitations();
    const said = await Promise.all([
      record(world),
      record(world, { answer: "no-part", name: undefined, email: undefined }),
    ]);
    expect(said.map(({ accepted, code }) => code ?? accepted).sort()).toEqual(["changed-since", true]);
  });
});

describe("time", () => {
  it("after the cut-off it is taken with a reason, and not without", async () => {
    const world = await withInvitations();
    world.clock.set("2022-03-20T08:00:00Z");
    expect(await record(world)).toMatchObject({ code: "reason-needed" });
    expect(await record(world, { reason: "The note came late" })).toMatchObject({ accepted: true });
  });
  it("after the meeting it is not", async () => {
    const world = await withInvitations();
    await world.tables.update({ key: keys.convocation(CONVOCATION), set: { state: "ended" }, when: [] });
    expect(await record(world, { reason: "Too late" })).toMatchObject({ code: "meeting-over" });
  });
});

describe("unkind input", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["class 26: an array where a name belongs", { name: ["Karl"] }, "malformed"],
    ["class 26: an object where a part belongs", { parts: [{ id: "som-8" }] }, "malformed"],
    ["class 27: constructor as a part", { parts: ["constructor"] }, "not-invited-to-part"],
    ["class 40: CR LF and Bcc in a name", { name: "Karl\r\nBcc: all@example.org" }, "malformed"],
    ["class 40: CR LF in a reference", { reference: "NV\r\n1" }, "malformed"],
    ["class 41: U+2028 in a reason", { reason: "a\u2028b" }, "malformed"],
    ["class 41: a bare LF in a name", { name: "Karl\nKollege" }, "malformed"],
    ["class 42: a bidi override in a name", { name: "Karl \u202Egro" }, "malformed"],
    ["class 42: U+FEFF in a reason", { reason: "\uFEFFlate" }, "malformed"],
    ["class 44: a blank name", { name: "   " }, "malformed"],
    ["class 44: an empty reason", { reason: "" }, "malformed"],
    ["class 58: two addresses in one field", { email: "a@example.org, b@example.org" }, "address"],
    ["class 59: a display name with the address", { email: "Karl <karl@example.org>" }, "address"],
    ["class 60: a quoted local part", { email: '"karl"@example.org' }, "address"],
    ["class 62: a non-ASCII local part", { email: "kärl@example.org" }, "address"],
    ["class 63: a homoglyph domain", { email: "karl@exаmple.org" }, "address"],
    ["class 64: an IP literal", { email: "karl@[127.0.0.1]" }, "address"],
    ["class 64: localhost", { email: "karl@localhost" }, "address"],
    ["class 65: more than 320 characters", { email: `${"k".repeat(320)}@example.org` }, "malformed"],
    ["class 81: an extra field", { actor: "staff:bruno" }, "malformed"],
    ["class 81: a channel that is none", { channel: "link" }, "malformed"],
    ["class 82: a party of another meeting", { party: "DE" }, "no-such-invitation"],
    ["class 82: another meeting", { convocationId: "som-9" }, "no-such-invitation"],
    ["an address without its name", { name: undefined }, "name-needed"],
  ])("%s is refused, and nothing changes", async (_, more, code) => {
    const world = await withInvitations();
    const before = state(world);
    const said = await record(world, more);
    expect(said).toMatchObject({ accepted: false, code, sentence: expect.stringMatching(/\.$/) });
    expect(JSON.stringify(said)).not.toMatch(/Bcc|gro|kärl|127\.0/);
    expect(state(world)).toBe(before);
  });
  it("class 61: case of an address is the same person", async () => {
    const world = await withInvitations();
    await record(world, { name: undefined, email: "Deputy.AT@example.org" });
    expect((await world.delegation("AT")).nominations).toMatchObject([{ number: "ac", name: expect.any(String) }]);
  });
  it("class 68: one address for two people is two people, and the later answer replaces the earlier", async () => {
    const world = await withInvitations();
    await record(world, { name: "Anna" });
    await record(world, { name: "Berta" });
    expect((await world.delegation("AT")).nominations.map(({ name, state }) => [name, state])).toEqual([
      ["Anna", "withdrawn"],
      ["Berta", "confirmed"],
    ]);
  });
});

describe("who may", () => {
  it("a person at the gateway", async () => {
    const world = await withInvitations();
    const event = posted(
      { command: "record-answer.v1", detail: { commandId: "l1", ...letter() } },
      { arn: "arn:aws:sts::000000000000:assumed-role/Secretariat/amina", path: "/commands" },
    );
    expect((await postCommand(world)(event)).statusCode).toBe(200);
  });
  it("class 81: no machine, from whatever source: it holds names", async () => {
    const world = await withInvitations();
    await world.commands(
      received(onBus("convoke.secretariat", "record-answer.v1", { commandId: "m1", ...letter() })),
      context,
    );
    const outcome = (await world.tables.get(keys.outcome("m1")))?.["outcome"];
    expect(outcome).toMatchObject({ accepted: false, code: "needs-a-person" });
  });
});
