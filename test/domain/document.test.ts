import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Document, type DocumentCommand, decide, draft, evolve } from "#domain/document";
import { isRefusal } from "#domain/refusal";
import { documentSchema } from "#records/document";

const AUTHOR = "staff:amina";
const COLLEAGUE = "staff:bruno";
const MACHINE = "system:convoke.secretariat";
const AT = "2022-03-25T10:00:00Z";

const blank: Document = {
  id: "som-8-readout",
  dialogueId: "khartoum",
  convocationId: "som-8-cluster",
  part: "som-8",
  kind: "readout",
  audience: "public",
  title: { en: "Readout" },
  state: "draft",
  author: AUTHOR,
  clearedBy: null,
  publishedAt: null,
  renditions: [],
};
const english = { language: "en", revision: 1, file: "documents/som-8-readout/en-1.txt" } as const;
const drafted: Document = { ...blank, renditions: [english] };
const expectedOne: Document = { ...blank, state: "expected", author: null };
const cleared: Document = { ...drafted, state: "cleared", clearedBy: COLLEAGUE };
const published: Document = { ...cleared, state: "published", publishedAt: AT };

const add: DocumentCommand = { kind: "add-rendition", language: "fr" };
const clear: DocumentCommand = { kind: "clear" };
const publish: DocumentCommand = { kind: "publish" };

function outcome(command: DocumentCommand, document: Document, actor: string): string {
  const decided = decide(command, document, actor);
  return isRefusal(decided)
    ? decided.code
    : decided.facts.reduce((before, fact) => evolve(before, fact, { actor, at: AT, file: "f" }), document).state;
}

describe("a document, by state, command and actor", () => {
  it.each<[string, Document, DocumentCommand, { author: string; colleague: string; machine: string }]>([
    [
      "expected, given a text",
      expectedOne,
      add,
      { author: "not-drafted", colleague: "not-drafted", machine: "not-drafted" },
    ],
    [
      "expected, cleared",
      expectedOne,
      clear,
      { author: "not-drafted", colleague: "not-drafted", machine: "not-drafted" },
    ],
    [
      "expected, published",
      expectedOne,
      publish,
      { author: "not-drafted", colleague: "not-drafted", machine: "not-drafted" },
    ],
    [
      "a draft without a text, cleared",
      blank,
      clear,
      { author: "no-rendition", colleague: "no-rendition", machine: "no-rendition" },
    ],
    ["a draft, given a text", drafted, add, { author: "draft", colleague: "draft", machine: "draft" }],
    // A machine is kept from clearing at the door: clear-document.v1 takes none.
    ["a draft, cleared", drafted, clear, { author: "four-eyes", colleague: "cleared", machine: "cleared" }],
    [
      "a draft, published",
      drafted,
      publish,
      { author: "not-cleared", colleague: "not-cleared", machine: "not-cleared" },
    ],
    [
      "cleared, given another text: a draft again",
      cleared,
      add,
      { author: "draft", colleague: "draft", machine: "draft" },
    ],
    [
      "cleared, cleared",
      cleared,
      clear,
      { author: "already-cleared", colleague: "already-cleared", machine: "already-cleared" },
    ],
    ["cleared, published", cleared, publish, { author: "four-eyes", colleague: "published", machine: "published" }],
    [
      "published, given another text",
      published,
      add,
      { author: "already-published", colleague: "already-published", machine: "already-published" },
    ],
    [
      "published, cleared",
      published,
      clear,
      { author: "already-published", colleague: "already-published", machine: "already-published" },
    ],
    [
      "published, published",
      published,
      publish,
      { author: "already-published", colleague: "already-published", machine: "already-published" },
    ],
  ])("%s", (_, document, command, told) => {
    expect({
      author: outcome(command, document, AUTHOR),
      colleague: outcome(command, document, COLLEAGUE),
      machine: outcome(command, document, MACHINE),
    }).toEqual(told);
  });
});

describe("beginning a document", () => {
  const asked = { documentId: "som-8-readout", convocationId: "som-8-cluster", part: "som-8" };
  it.each([
    ["that nobody thought of", undefined, "drafted"],
    ["that is expected", expectedOne, "drafted"],
    ["that is a draft", blank, "already-drafted"],
    ["that is cleared", cleared, "already-drafted"],
    ["that is published", published, "already-drafted"],
  ])("%s", (_, document, told) => {
    const decided = draft(document, asked);
    expect(isRefusal(decided) ? decided.code : "drafted").toBe(told);
  });
  it("makes whoever began it the author", () => {
    const decided = draft(expectedOne, asked);
    if (isRefusal(decided)) throw new Error(decided.sentence);
    expect(
      decided.facts.reduce((was, fact) => evolve(was, fact, { actor: COLLEAGUE, at: AT }), expectedOne),
    ).toMatchObject({ state: "draft", author: COLLEAGUE });
  });
});

describe("a text", () => {
  const added = (document: Document, language: "en" | "fr") => {
    const decided = decide({ kind: "add-rendition", language }, document, AUTHOR);
    if (isRefusal(decided)) throw new Error(decided.sentence);
    return decided.facts.reduce(
      (was, fact) => evolve(was, fact, { actor: AUTHOR, at: AT, file: `${language}.txt` }),
      document,
    );
  };
  it("in a new language is its first revision, in a known one the next, in place of the old", () => {
    const both = added(drafted, "fr");
    expect(both.renditions).toEqual([english, { language: "fr", revision: 1, file: "fr.txt" }]);
    expect(added(both, "en").renditions).toEqual([
      { language: "fr", revision: 1, file: "fr.txt" },
      { language: "en", revision: 2, file: "en.txt" },
    ]);
  });
  it("takes back the clearance: what was cleared is what is published", () => {
    expect(added(cleared, "fr")).toMatchObject({ state: "draft", clearedBy: null });
  });
});

describe("any commands of any actors", () => {
  const actor = fc.constantFrom(AUTHOR, COLLEAGUE, MACHINE);
  const command = fc.constantFrom(add, { kind: "add-rendition", language: "en" } as const, clear, publish);
  it("publish nothing that its author cleared or published, nothing without a text, and what is published stays", () => {
    fc.assert(
      fc.property(fc.constantFrom(blank, drafted), fc.array(fc.tuple(command, actor)), (start, acts) => {
        let document: Document = start;
        for (const [next, by] of acts) {
          const decided = decide(next, document, by);
          if (document.state === "published") expect(isRefusal(decided)).toBe(true);
          if (isRefusal(decided)) continue;
          for (const fact of decided.facts) {
            const stamp = { actor: by, at: AT, file: "f" };
            const once = evolve(document, fact, stamp);
            expect(evolve(once, fact, stamp)).toEqual(once);
            document = once;
          }
          expect(documentSchema.safeParse(document).success).toBe(true);
        }
        if (document.state === "published") {
          expect(document.clearedBy).not.toBe(document.author);
          expect(document.renditions.length).toBeGreaterThan(0);
        }
      }),
    );
    expect.hasAssertions();
  });
});
