import { type Document, expectedDocument } from "#domain/document";
import { type DocumentCommand, decide } from "#domain/document-acts";
import { evolve, type Stamp } from "#domain/document-evolve";
import { isRefusal } from "#domain/refusal";

export const AUTHOR = "staff:amina";
export const COLLEAGUE = "staff:bruno";
export const MACHINE = "system:convoke.secretariat";
export const AT = "2022-03-25T10:00:00Z";
export const LATER = "2022-04-04T14:30:00Z";

export const expectedOne: Document = expectedDocument({
  id: "som-8-readout",
  dialogueId: "khartoum",
  convocationId: "som-8-cluster",
  part: "som-8",
  kind: "readout",
  audience: "public",
  title: { en: "Readout" },
  adoption: null,
  assembles: [],
  fileName: null,
  toBeClearedBy: null,
});
export const blank: Document = { ...expectedOne, state: "draft", author: AUTHOR };
export const english = { language: "en", revision: 1, file: "documents/som-8-readout/en-1.txt" } as const;
export const drafted: Document = { ...blank, renditions: [english] };
export const cleared: Document = { ...drafted, state: "cleared", clearedBy: COLLEAGUE };
export const published: Document = { ...cleared, state: "published", publishedAt: AT };
export const correction = { text: { en: "The city was wrong." }, reason: "Copied from another readout." };
export const mark = { revision: 2, found: [{ where: "text.en", dates: ["2022-03-22"] }] };

export const add: DocumentCommand = { kind: "add-rendition", language: "fr" };
export const addEnglish: DocumentCommand = { kind: "add-rendition", language: "en" };
export const clear: DocumentCommand = { kind: "clear" };
export const publish: DocumentCommand = { kind: "publish", meetingOver: true, dateIsRight: false };
export const correct: DocumentCommand = { kind: "correct", text: correction.text };

/** What a command is answered with: the refusal's code, or the document that it leads to. */
export function told(
  command: DocumentCommand,
  document: Document,
  actor = AUTHOR,
  stamp: Partial<Stamp> = {},
): string | Document {
  const decided = decide(command, document, actor);
  const all = { actor, at: LATER, file: "f", correction, ...stamp };
  return isRefusal(decided) ? decided.code : decided.facts.reduce((was, fact) => evolve(was, fact, all), document);
}
/** The same, for a command that is not refused. */
export function done(...asked: Parameters<typeof told>): Document {
  const said = told(...asked);
  if (typeof said === "string") throw new Error(said);
  return said;
}
export const correcting = done(correct, published);
export const corrected = done(addEnglish, correcting, AUTHOR, { file: "documents/som-8-readout/en-2.txt" });
export const correctionCleared = done(clear, corrected, COLLEAGUE);
