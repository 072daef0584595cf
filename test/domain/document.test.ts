import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Document, draft, expectDocument } from "#domain/document";
import { type DocumentCommand, decide } from "#domain/document-acts";
import { evolve } from "#domain/document-evolve";
import { isRefusal } from "#domain/refusal";
import { reportCorrected } from "#events/report/corrected.v1";
import { reportCorrectionDrafted } from "#events/report/correction-drafted.v1";
import { reportDocumentCleared } from "#events/report/document-cleared.v1";
import { reportDocumentExpected } from "#events/report/document-expected.v1";
import { reportDocumentMarked } from "#events/report/document-marked.v1";
import { reportRenditionAdded } from "#events/report/rendition-added.v1";
import { documentSchema } from "#records/document";
import {
  AT,
  AUTHOR,
  add,
  addEnglish,
  blank,
  COLLEAGUE,
  clear,
  cleared,
  correct,
  correction,
  done,
  drafted,
  english,
  expectedOne,
  MACHINE,
  mark,
  publish,
  published,
  told,
} from "./document-examples.ts";

const outcome = (command: DocumentCommand, document: Document, actor: string) => {
  const said = told(command, document, actor);
  return typeof said === "string" ? said : said.state;
};

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
    [
      "a readout, published before its meeting is over",
      cleared,
      { kind: "publish", meetingOver: false, dateIsRight: false },
      { author: "four-eyes", colleague: "meeting-not-over", machine: "meeting-not-over" },
    ],
    [
      "a background note, published before its meeting is over",
      { ...cleared, kind: "background-note" },
      { kind: "publish", meetingOver: false, dateIsRight: false },
      { author: "four-eyes", colleague: "published", machine: "published" },
    ],
    [
      "one that names an old date, published",
      { ...cleared, marks: [mark] },
      publish,
      { author: "four-eyes", colleague: "old-date", machine: "old-date" },
    ],
    [
      "one that names an old date, which is right",
      { ...cleared, marks: [mark] },
      { kind: "publish", meetingOver: true, dateIsRight: true },
      { author: "four-eyes", colleague: "published", machine: "needs-a-person" },
    ],
    [
      "a work plan of which nobody says how the meeting left it, cleared",
      { ...drafted, kind: "work-plan" },
      clear,
      { author: "four-eyes", colleague: "adoption-missing", machine: "adoption-missing" },
    ],
    [
      "a work plan that was discussed, cleared",
      { ...drafted, kind: "work-plan" },
      { kind: "clear", adoption: "discussed" },
      { author: "four-eyes", colleague: "cleared", machine: "cleared" },
    ],
    [
      "a readout that was adopted, cleared",
      drafted,
      { kind: "clear", adoption: "adopted" },
      { author: "four-eyes", colleague: "not-adoptable", machine: "not-adoptable" },
    ],
    [
      "a draft, corrected",
      drafted,
      correct,
      { author: "not-published", colleague: "not-published", machine: "not-published" },
    ],
    [
      "expected, corrected",
      expectedOne,
      correct,
      { author: "not-drafted", colleague: "not-drafted", machine: "not-drafted" },
    ],
  ])("%s", (_, document, command, said) => {
    expect({
      author: outcome(command, document, AUTHOR),
      colleague: outcome(command, document, COLLEAGUE),
      machine: outcome(command, document, MACHINE),
    }).toEqual(said);
  });
});

describe("beginning a document", () => {
  const asked = expectedOne;
  const KIND = "senior-officials-meeting";
  it.each([
    ["that nobody thought of", undefined, "drafted"],
    ["that is expected", expectedOne, "drafted"],
    ["that is a draft", blank, "already-drafted"],
    ["that is cleared", cleared, "already-drafted"],
    ["that is published", published, "already-drafted"],
    ["that is expected of another part", { ...expectedOne, part: "sc-2022-03" }, "expected-elsewhere"],
    ["that is expected of the whole", { ...expectedOne, part: null }, "expected-elsewhere"],
    ["that is expected of another meeting", { ...expectedOne, convocationId: "som-9" }, "expected-elsewhere"],
  ])("%s", (_, document, said) => {
    const decided = draft(document, asked, KIND);
    expect(isRefusal(decided) ? decided.code : "drafted").toBe(said);
  });
  it.each([
    ["a part", "sc-2022-03", "expected of sc-2022-03 of som-8-cluster"],
    ["the whole", null, "expected of the whole of som-8-cluster"],
  ])("that is expected of %s is told where it belongs", (_, part, where) => {
    expect(draft({ ...expectedOne, part }, asked, KIND)).toMatchObject({ sentence: expect.stringContaining(where) });
  });
  it.each([
    ["for the committee, of the committee", { audience: "steering-committee" }, "steering-committee", "said"],
    ["for the committee, of the SOM", { audience: "steering-committee" }, KIND, "not-of-the-committee"],
    ["for the committee, of the whole", { audience: "steering-committee", part: null }, null, "not-of-the-committee"],
    ["of the whole", { part: null, kind: "reader" }, null, "said"],
    ["a work plan that was discussed", { kind: "work-plan", adoption: "discussed" }, KIND, "said"],
    ["a readout that was discussed", { adoption: "discussed" }, KIND, "not-adoptable"],
  ] as const)("%s", (_, change, partKind, said) => {
    for (const begin of [draft, expectDocument]) {
      const decided = begin(undefined, { ...asked, ...change }, partKind);
      expect(isRefusal(decided) ? decided.code : "said").toBe(said);
    }
  });
  it("and of the whole, its facts name no part", () => {
    const decided = expectDocument(undefined, { ...asked, part: null }, null);
    expect(isRefusal(decided) ? [] : decided.facts.map(({ data }) => data)).toEqual([
      { documentId: "som-8-readout", convocationId: "som-8-cluster" },
    ]);
  });
  it("is not expected where it is there already", () => {
    for (const document of [expectedOne, blank, published])
      expect(expectDocument(document, asked, KIND)).toMatchObject({ code: "already-there" });
  });
  it("makes whoever began it the author", () => {
    const decided = draft(expectedOne, asked, KIND);
    if (isRefusal(decided)) throw new Error(decided.sentence);
    expect(
      decided.facts.reduce((was, fact) => evolve(was, fact, { actor: COLLEAGUE, at: AT }), expectedOne),
    ).toMatchObject({ state: "draft", author: COLLEAGUE });
  });
});

describe("a title", () => {
  it("may come with a text, in its language", () => {
    expect(told(add, drafted, AUTHOR, { title: "Compte rendu" })).toMatchObject({
      title: { en: "Readout", fr: "Compte rendu" },
    });
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
  it("is cleared and published by nobody who added one", () => {
    const helped = done(add, drafted, COLLEAGUE);
    for (const actor of [AUTHOR, COLLEAGUE]) expect(told(clear, helped, actor)).toBe("four-eyes");
    const ready = done(clear, helped, "staff:carla");
    expect(told(publish, ready, COLLEAGUE)).toBe("four-eyes");
    expect(told(publish, ready, "staff:carla")).toMatchObject({ state: "published" });
  });
  it("takes back the clearance: what was cleared is what is published", () => {
    expect(added(cleared, "fr")).toMatchObject({ state: "draft", clearedBy: null });
  });
});

describe("any commands of any actors", () => {
  const actor = fc.constantFrom(AUTHOR, COLLEAGUE, MACHINE, "staff:carla");
  const command = fc.constantFrom(add, addEnglish, clear, publish, correct);
  const corrigendum = { ...correction, text: { en: "The city was wrong.", fr: "La ville était fausse." } };
  it("publish nothing that its author cleared or published, nothing without a text, and what is published stays beside its correction", () => {
    fc.assert(
      fc.property(fc.constantFrom(blank, drafted), fc.array(fc.tuple(command, actor)), (start, acts) => {
        let document: Document = start;
        for (const [next, by] of acts) {
          const asked = next.kind === "correct" ? { ...next, text: corrigendum.text } : next;
          const decided = decide(asked, document, by);
          if (isRefusal(decided)) continue;
          for (const fact of decided.facts) {
            const stamp = { actor: by, at: AT, file: "f", correction: corrigendum };
            const once = evolve(document, fact, stamp);
            expect(evolve(once, fact, stamp)).toEqual(once);
            if (document.state === "published") {
              const kept = once.revision === document.revision ? once : once.superseded.at(-1);
              expect(kept).toMatchObject({
                revision: document.revision,
                title: document.title,
                renditions: document.renditions,
                publishedAt: document.publishedAt,
              });
              expect(once.superseded.slice(0, document.superseded.length)).toEqual(document.superseded);
            }
            document = once;
          }
          expect(documentSchema.safeParse(document).success).toBe(true);
        }
        if (document.state === "published") {
          expect(document.corrigendum?.authors ?? [document.author, ...document.writers]).not.toContain(
            document.clearedBy,
          );
          expect(document.renditions.length).toBeGreaterThan(0);
          expect(document.superseded.length).toBe(document.revision - 1);
        }
      }),
    );
    expect.hasAssertions();
  });
});

describe("facts for which a document has no place", () => {
  it("change nothing of it", () => {
    const stamp = { actor: AUTHOR, at: AT };
    const { id: documentId, convocationId } = published;
    for (const fact of [
      reportDocumentExpected({ documentId, convocationId }),
      reportRenditionAdded({ documentId, language: "en", revision: 2 }),
      reportDocumentCleared({ documentId }),
      reportCorrectionDrafted({ documentId, revision: 2 }),
      reportCorrected({ documentId, convocationId, revision: 2 }),
      reportDocumentMarked({ documentId, convocationId, revision: 2 }),
    ])
      expect(evolve(published, fact, stamp), fact.type).toEqual(published);
  });
});
