import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { gatewayPages } from "#functions/console/gateway";
import { log } from "#platform/log";
import { som8 } from "#test/domain/examples";
import { stubSecretariat } from "#test/functions/secretariat";
import { AMINA, BRUNO, CONVOCATION, submit, type World, withInvitations } from "#test/functions/world";
import { context, posted } from "#test/memory/messages";

log.setLogLevel("SILENT");
beforeAll(() => stubSecretariat());
afterAll(() => vi.unstubAllEnvs());

const OTHER = "som-9-cluster";
const HASH = "0".repeat(64);
const document = {
  documentId: "note",
  convocationId: CONVOCATION,
  part: "som-8",
  kind: "note",
  audience: "public",
  title: { en: "Note" },
};
const round = { roundId: "r9", convocationId: CONVOCATION, template: "invitation", audience: { parties: ["AT"] } };
const letter = { convocationId: CONVOCATION, party: "AT", answer: "no-part", channel: "letter" };

/** The 8th SOM with its invitations and a round in review, and another meeting beside it, with a document and no invitations. */
async function twoMeetings() {
  const world = await withInvitations();
  const parts = som8.parts.map((part) => ({ ...part, id: part.id === "som-8" ? "som-9" : "sc-2022-09" }));
  await world.done("convene-meeting.v1", { ...som8, convocationId: OTHER, parts });
  const { hash } = await submit(world, "in-review", { parties: ["DE"] });
  await world.done("draft-document.v1", { ...document, documentId: "note-9", convocationId: OTHER, part: "som-9" });
  return { world, hash };
}
/** Everything but what was answered to whom. */
const kept = ({ tables }: World) =>
  JSON.stringify([tables.rows().filter(({ pk }) => !pk.startsWith("CMD#")), tables.rows("ledger")]);

async function post(world: World, path: string, body: unknown, who = AMINA) {
  const arn = `arn:aws:iam::000000000000:user/${who.slice("staff:".length)}`;
  const said = await gatewayPages(world)(posted(body, { arn, path }), context);
  const told: Record<string, unknown> = JSON.parse(said.body ?? "null");
  return { ...told, status: said.statusCode };
}

describe("an id of another meeting in a command", () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    [
      "a part of the other meeting, for a document",
      "draft-document.v1",
      { ...document, part: "som-9" },
      "unknown-part",
    ],
    [
      "a meeting that has not this part, for a document",
      "draft-document.v1",
      { ...document, convocationId: OTHER },
      "unknown-part",
    ],
    [
      "a document of the other meeting, begun again for this one",
      "draft-document.v1",
      { ...document, documentId: "note-9" },
      "already-drafted",
    ],
    [
      "a document that is none, for a text",
      "add-rendition.v1",
      { documentId: "in-review", language: "en", fileId: "f1" },
      "no-such-document",
    ],
    ["a round's id for a document", "clear-document.v1", { documentId: "round-1" }, "no-such-document"],
    ["a meeting's id for a document", "publish-document.v1", { documentId: OTHER }, "no-such-document"],
    [
      "a party that the other meeting did not invite, for an answer",
      "record-answer.v1",
      { ...letter, convocationId: OTHER },
      "no-such-invitation",
    ],
    [
      "a part of the other meeting, for an answer",
      "record-answer.v1",
      { ...letter, answer: "come", name: "Karl Kollege", parts: ["som-9"] },
      "not-invited-to-part",
    ],
    ["a party that no dialogue knows, for a round", "draft-round.v1", { ...round, audience: { parties: ["ZZ"] } }, ""],
    [
      "a round of this meeting, drafted again for the other",
      "draft-round.v1",
      { ...round, roundId: "in-review", convocationId: OTHER },
      "already-drafted",
    ],
    ["a meeting's id for a round, to submit", "submit-round.v1", { roundId: OTHER }, "no-such-round"],
    ["a document's id for a round, to release", "release-round.v1", { roundId: "note-9", hash: HASH }, "no-such-round"],
    ["the audience of another round, to release", "release-round.v1", { roundId: "in-review", hash: HASH }, ""],
    ["the audience of another round, to review", "review-round.v1", { roundId: "in-review", hash: HASH }, ""],
    ["a meeting's id for a round, to stop", "stop-round.v1", { roundId: OTHER }, "no-such-round"],
    ["a meeting's id for a round, to close", "close-round.v1", { roundId: OTHER }, "no-such-round"],
    [
      "a part of the other meeting, to hand over its chair",
      "hand-over-chair.v1",
      { convocationId: CONVOCATION, part: "som-9", from: "AT", to: "IT", reason: "The rotation" },
      "",
    ],
    ["a party that is not in the round, to test", "test-round.v1", { roundId: "in-review", party: "AT", to: "me" }, ""],
  ])("82 · %s, is refused, and nothing is written", async (_, command, detail, code) => {
    const { world } = await twoMeetings();
    const before = kept(world);
    const said = await post(world, "/commands", { command, detail: { commandId: "x", ...detail } }, BRUNO);
    expect(said).toMatchObject({ status: 422, accepted: false, sentence: expect.stringMatching(/\.$/) });
    expect(said).toMatchObject({ code: code === "" ? expect.not.stringMatching(/^malformed$/) : code });
    expect(kept(world)).toBe(before);
  });
});

describe("an id of another meeting in a question", () => {
  it.each<[string, Record<string, unknown>]>([
    ["a party that the other meeting did not invite", { query: "delegation", convocationId: OTHER, party: "AT" }],
    ["a meeting's id for a round", { query: "round", roundId: OTHER }],
    ["a round's id for a meeting", { query: "board", convocationId: "round-1" }],
    ["a round's id for a document", { query: "document", documentId: "round-1" }],
    ["a party that is not in the round", { query: "preview", roundId: "in-review", party: "AT" }],
    ["a party of no dialogue", { query: "party", dialogueId: "khartoum", party: "ZZ" }],
  ])("82 · %s finds nothing", async (_, question) => {
    const { world } = await twoMeetings();
    const before = kept(world);
    expect((await post(world, "/queries", question)).status).toBe(404);
    expect(kept(world)).toBe(before);
  });
  it.each(["meetings", "documents", "parties", "ids"])(
    "82 · %s of another dialogue hold none of ours",
    async (query) => {
      const { world } = await twoMeetings();
      const said = await post(world, "/queries", { query, dialogueId: "rabat" });
      expect([200, 404]).toContain(said.status);
      expect(JSON.stringify(said)).not.toMatch(/som-[89]|note-9|Austria/);
    },
  );
  it("82 · documents of a meeting are not to be had through another dialogue", async () => {
    const { world } = await twoMeetings();
    const asked = { query: "documents", convocationId: OTHER };
    const said = await post(world, "/queries", { ...asked, dialogueId: "khartoum" });
    expect(said).toMatchObject({ status: 200, documents: [{ id: "note-9" }] });
    expect(JSON.stringify(await post(world, "/queries", { ...asked, dialogueId: "rabat" }))).not.toContain("note-9");
  });
});
