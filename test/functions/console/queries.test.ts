import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { postQuery } from "#functions/console/post-query";
import { log } from "#platform/log";
import { stubSecretariat } from "#test/functions/secretariat";
import {
  AMINA,
  answer,
  BRUNO,
  CONVOCATION,
  expand,
  release,
  type World,
  withDialogue,
  withInvitations,
  withMeeting,
} from "#test/functions/world";
import { type Posting, posted } from "#test/memory/messages";
import { anyText } from "#test/texts";

log.setLogLevel("SILENT");
beforeAll(() => stubSecretariat());
afterAll(() => vi.unstubAllEnvs());

const arn = "arn:aws:sts::000000000000:assumed-role/Secretariat/amina";
const many = <S extends z.core.$ZodLooseShape>(shape: S) => z.catch(z.array(z.looseObject(shape)), []);
const told = z.looseObject({
  status: z.number(),
  documents: many({ id: z.string(), state: z.string() }),
  contacts: many({ email: z.string() }),
  mails: z.catch(z.record(z.string(), z.number()), {}),
});
/** What is asked for and not there is an empty list here. */
async function ask(world: World, question: unknown, asking: Posting = {}) {
  const { statusCode, body } = await postQuery(world)(posted(question, { arn, path: "/queries", ...asking }));
  return told.parse({ ...JSON.parse(body ?? "null"), status: statusCode });
}
const dialogueId = "khartoum";

describe("lists", () => {
  it("of meetings: each with its days and state", async () => {
    expect(await ask(await withMeeting(), { query: "meetings", dialogueId })).toMatchObject({
      meetings: [{ id: CONVOCATION, state: "convened", starts: expect.any(String) }],
    });
    expect(await ask(await withDialogue(), { query: "meetings", dialogueId })).toMatchObject({ meetings: [] });
  });
  it("of rounds: those of one meeting, in whatever state", async () => {
    const world = await withInvitations();
    const draft = { convocationId: CONVOCATION, template: "invitation", audience: { parties: ["DE"] } };
    await world.done("draft-round.v1", { roundId: "r2", ...draft });
    await world.done("stop-round.v1", { roundId: "round-1" });
    const { rounds } = await ask(world, { query: "rounds", convocationId: CONVOCATION });
    expect(rounds).toMatchObject([
      { id: "r2", state: "draft", drafter: AMINA, releaser: null },
      { id: "round-1", state: "stopped", releaser: BRUNO, invitees: 6 },
    ]);
  });
  it("of documents: in work and published, of one meeting or of all", async () => {
    const world = await withMeeting();
    const document = { convocationId: CONVOCATION, part: "som-8", kind: "note", title: { en: "Readout" } };
    for (const documentId of ["d1", "d2"])
      await world.done("draft-document.v1", { documentId, audience: "members", ...document });
    await world.blobs.put("imports/f1", "The meeting was held.", "text/plain");
    await world.done("add-rendition.v1", { documentId: "d1", language: "en", fileId: "f1" });
    await world.done("clear-document.v1", { documentId: "d1" }, BRUNO);
    await world.done("publish-document.v1", { documentId: "d1" }, BRUNO);
    for (const which of [{}, { convocationId: CONVOCATION }]) {
      const { documents } = await ask(world, { query: "documents", dialogueId, ...which });
      expect(documents.map(({ id, state }) => [id, state])).toEqual([
        ["d2", "draft"],
        ["d1", "published"],
      ]);
    }
    expect(await ask(world, { query: "documents", dialogueId, convocationId: "som-9" })).toMatchObject({
      documents: [],
    });
  });
  it("of contacts: those of one party whose term holds", async () => {
    const world = await withDialogue();
    const { contacts } = await ask(world, { query: "contacts", dialogueId, party: "AT", asOf: "2022-03-22" });
    expect(contacts.map(({ email }) => email)).toContain("focal.point.at@example.org");
    expect(await ask(world, { query: "contacts", dialogueId, party: "AT", asOf: "1990-01-01" })).toMatchObject({
      contacts: [],
      others: contacts.length,
    });
    expect(await ask(world, { query: "contacts", dialogueId, party: "ZZ" })).toMatchObject({ status: 404 });
  });
  it("of parties as of today by the stage's clock, where no day is given", async () => {
    expect(await ask(await withDialogue(), { query: "parties", dialogueId })).toMatchObject({ asOf: "2022-01-31" });
  });
  it("of ids, for whoever mistyped one", async () => {
    expect(await ask(await withInvitations(), { query: "ids", dialogueId })).toMatchObject({
      party: expect.arrayContaining(["EG"]),
      roundId: ["round-1"],
      convocationId: [CONVOCATION],
    });
  });
});

describe("a look", () => {
  it("at a party shows its names, terms and contacts", async () => {
    const world = await withDialogue();
    expect(await ask(world, { query: "party", dialogueId, party: "EG", asOf: "2022-03-22" })).toMatchObject({
      party: { code: "EG", names: { en: "Egypt" } },
      member: true,
      contactCount: 3,
    });
    expect(await ask(world, { query: "party", dialogueId, party: "ZZ" })).toMatchObject({ status: 404 });
  });
  it("at a round that was released shows what became of its mails, in four numbers that add up", async () => {
    const world = await withInvitations();
    const { mails, ...rest } = await ask(world, { query: "round", roundId: "round-1" });
    expect(rest).toMatchObject({ round: { state: "released" } });
    const { waiting = 0, sent = 0, notSent = 0, unknown = 0 } = mails;
    expect([waiting + sent + notSent + unknown, mails["stop"]]).toEqual([6, undefined]);
  });
  it("at a delegation shows who said what, through which channel", async () => {
    const world = await withInvitations();
    await answer(world, "AT", "ab", { kind: "names-follow", parts: ["som-8"] });
    await world.done("record-answer.v1", {
      convocationId: CONVOCATION,
      party: "AT",
      answer: "no-part",
      channel: "phone",
    });
    const { responses } = await ask(world, { query: "delegation", convocationId: CONVOCATION, party: "AT" });
    expect(responses).toMatchObject([{ channel: "link" }, { channel: "phone", by: AMINA, kind: "no-part" }]);
    expect(await ask(world, { query: "delegation", convocationId: CONVOCATION, party: "DE" })).toMatchObject({
      status: 404,
    });
  });
  it.each(["meeting", "board", "rounds", "aggregates"])("82 · %s of another meeting finds nothing", async (query) => {
    expect(await ask(await withMeeting(), { query, convocationId: "som-9" })).toMatchObject({
      status: 404,
      code: "not-found",
    });
  });
  it("writes nothing", async () => {
    const world = await withInvitations();
    await expand(world, await release(world, "round-2", { parties: ["DE"] }));
    const before = world.snapshot();
    for (const question of [
      { query: "ids", dialogueId },
      { query: "rounds", convocationId: CONVOCATION },
      { query: "round", roundId: "round-1" },
      { query: "documents", dialogueId },
      { query: "verify", object: "RND#round-1" },
      { query: "aggregates", convocationId: CONVOCATION },
    ])
      expect(await ask(world, question)).toMatchObject({ status: 200 });
    expect(world.snapshot()).toBe(before);
  });
});

describe("a question that is none", () => {
  it.each<[string, unknown]>([
    ["24 · a form", "query=meetings&dialogueId=khartoum"],
    ["26 · an array", [{ query: "meetings", dialogueId }]],
    ["26 · an object for an id", { query: "round", roundId: { id: "round-1" } }],
    ["27 · constructor", { query: "constructor" }],
    ["27 · __proto__ as a field", '{"query":"meetings","dialogueId":"khartoum","__proto__":{"a":1}}'],
    ["54 · a key separator in an id", { query: "rounds", convocationId: "som-8#0" }],
    ["81 · an extra field", { query: "meetings", dialogueId, all: true }],
    ["another aggregate than the ledger's", { query: "audit", object: "PER#p1" }],
    ["an outcome's row as an aggregate", { query: "verify", object: "CMD#c1" }],
  ])("%s is refused", async (_, question) => {
    expect(await ask(await withMeeting(), question)).toMatchObject({ status: 400, code: "malformed" });
  });
  it("33 · or comes from nobody", async () => {
    const world = await withMeeting();
    expect(await ask(world, { query: "meetings", dialogueId }, { arn: null })).toMatchObject({ status: 403 });
  });
  it("of any kind is answered with a status below 500", async () => {
    const world = await withMeeting();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.json(), anyText()), async (question) => {
        const { status } = await ask(world, question);
        expect([400, 404]).toContain(status);
      }),
    );
    expect.hasAssertions();
  });
});
