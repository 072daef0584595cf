import { describe, expect, it } from "vitest";
import type { Document } from "#domain/document";
import type { DocumentCommand } from "#domain/document-acts";
import { evolve } from "#domain/document-evolve";
import { reportCorrected } from "#events/report/corrected.v1";
import {
  AT,
  AUTHOR,
  add,
  addEnglish,
  COLLEAGUE,
  clear,
  correct,
  corrected,
  correcting,
  correction,
  correctionCleared,
  done,
  english,
  LATER,
  MACHINE,
  mark,
  publish,
  published,
  told,
} from "./document-examples.ts";

const outcome = (command: DocumentCommand, document: Document, actor: string) => {
  const said = told(command, document, actor);
  if (typeof said === "string") return said;
  return said.correction?.state ?? `revision ${said.revision}`;
};
const replaced = { language: "en", revision: 2, file: "documents/som-8-readout/en-2.txt" };

describe("a correction, by state, command and actor", () => {
  it.each<[string, Document, DocumentCommand, { author: string; colleague: string; machine: string }]>([
    ["begun", published, correct, { author: "draft", colleague: "draft", machine: "draft" }],
    ["said anew", correcting, correct, { author: "draft", colleague: "draft", machine: "draft" }],
    ["given a text", correcting, addEnglish, { author: "draft", colleague: "draft", machine: "draft" }],
    [
      "cleared before a text was changed",
      correcting,
      clear,
      { author: "four-eyes", colleague: "nothing-corrected", machine: "nothing-corrected" },
    ],
    ["cleared", corrected, clear, { author: "four-eyes", colleague: "cleared", machine: "cleared" }],
    [
      "cleared twice",
      correctionCleared,
      clear,
      { author: "already-cleared", colleague: "already-cleared", machine: "already-cleared" },
    ],
    [
      "published before it was cleared",
      corrected,
      publish,
      { author: "not-cleared", colleague: "not-cleared", machine: "not-cleared" },
    ],
    ["published", correctionCleared, publish, { author: "four-eyes", colleague: "revision 2", machine: "revision 2" }],
    [
      "given another text once it is cleared",
      correctionCleared,
      addEnglish,
      { author: "draft", colleague: "draft", machine: "draft" },
    ],
  ])("%s", (_, document, command, said) => {
    expect({
      author: outcome(command, document, AUTHOR),
      colleague: outcome(command, document, COLLEAGUE),
      machine: outcome(command, document, MACHINE),
    }).toEqual(said);
  });
  it("leaves what is published as it is until it is published itself", () => {
    for (const document of [correcting, corrected, correctionCleared])
      expect({ ...document, correction: null }).toEqual(published);
  });
  it("takes the place of what it corrects, which stays beside it", () => {
    const document = done(publish, correctionCleared, COLLEAGUE);
    expect(document).toMatchObject({
      state: "published",
      revision: 2,
      publishedAt: LATER,
      clearedBy: COLLEAGUE,
      renditions: [replaced],
      corrigendum: { ...correction, authors: [AUTHOR] },
      correction: null,
    });
    expect(document.superseded).toEqual([
      {
        revision: 1,
        title: { en: "Readout" },
        adoption: null,
        renditions: [english],
        corrigendum: null,
        publishedAt: AT,
        supersededAt: LATER,
      },
    ]);
  });
  it("takes it once, though its fact comes again", () => {
    const second = done(publish, correctionCleared, COLLEAGUE);
    const begunAnew = done(correct, second);
    const { id: documentId, convocationId } = published;
    const again = reportCorrected({ documentId, convocationId, revision: 2 });
    for (const document of [second, begunAnew])
      expect(evolve(document, again, { actor: COLLEAGUE, at: "2022-05-01T00:00:00Z" })).toEqual(document);
  });
  it("may itself be corrected, and all three revisions stay", () => {
    const second = done(publish, correctionCleared, COLLEAGUE);
    const again = done(addEnglish, done(correct, second), AUTHOR, { file: "en-3.txt" });
    const third = done(publish, done(clear, again, COLLEAGUE), COLLEAGUE);
    expect(third.superseded.map(({ revision, corrigendum }) => [revision, corrigendum?.text.en])).toEqual([
      [1, undefined],
      [2, correction.text.en],
    ]);
    expect(third.renditions).toEqual([{ language: "en", revision: 3, file: "en-3.txt" }]);
  });
  it("is cleared by nobody who wrote in it, whoever began it", () => {
    const helped = done(addEnglish, correcting, COLLEAGUE);
    for (const actor of [AUTHOR, COLLEAGUE]) expect(told(clear, helped, actor)).toBe("four-eyes");
    expect(told(clear, helped, "staff:carla")).toMatchObject({ correction: { state: "cleared" } });
  });
  it("says what was corrected in every language it is to be read in", () => {
    const french: Document = { ...published, renditions: [{ ...english, language: "fr" }] };
    expect(told(correct, french)).toBe("corrigendum-missing");
    expect(told({ kind: "correct", text: { en: "Wrong.", fr: "Faux." } }, french)).toMatchObject({ revision: 1 });
    const added = done(add, corrected, AUTHOR);
    expect(told(clear, added, COLLEAGUE)).toBe("corrigendum-missing");
  });
  it("may correct a title, or how the meeting left it, alone", () => {
    const plan: Document = { ...published, kind: "work-plan", adoption: "adopted" };
    const begun = done(correct, plan);
    expect(told({ kind: "clear", adoption: "adopted" }, begun, COLLEAGUE)).toBe("nothing-corrected");
    const said = done({ kind: "clear", adoption: "discussed" }, begun, COLLEAGUE, { adoption: "discussed" });
    expect(done(publish, said, COLLEAGUE)).toMatchObject({
      adoption: "discussed",
      superseded: [{ adoption: "adopted" }],
    });
  });
  it("takes the mark of an old date away with the text that named it", () => {
    const begun = done(correct, { ...published, marks: [mark] });
    const still = done(addEnglish, begun, AUTHOR, { texts: [{ where: "text.en", text: "It met on 22 March 2022." }] });
    expect(told(publish, done(clear, still, COLLEAGUE), COLLEAGUE)).toBe("old-date");
    const right = done(addEnglish, begun, AUTHOR, { texts: [{ where: "text.en", text: "It met on 5 April 2022." }] });
    expect(done(publish, done(clear, right, COLLEAGUE), COLLEAGUE)).toMatchObject({ marks: [], revision: 2 });
  });
  it("keeps who said that an old date is meant", () => {
    const begun = done(correct, { ...published, marks: [mark] });
    const ready = done(clear, done(addEnglish, begun), COLLEAGUE);
    const asked: DocumentCommand = { kind: "publish", meetingOver: true, dateIsRight: true };
    expect(done(asked, ready, COLLEAGUE, { dateIsRight: true })).toMatchObject({ marks: [], datesRightBy: COLLEAGUE });
  });
});
