import { adoptable, type Decision, type Document } from "#domain/document";
import { saidOfMarks } from "#domain/document-marks";
import { type Adoption, nextRevision, type Work } from "#domain/document-revision";
import { type Refusal, refuse } from "#domain/refusal";
import type { Language, Texts } from "#events/envelope";
import { reportCorrected } from "#events/report/corrected.v1";
import { reportCorrectionDrafted } from "#events/report/correction-drafted.v1";
import { reportDocumentCleared } from "#events/report/document-cleared.v1";
import { reportPublished } from "#events/report/published.v1";
import { reportRenditionAdded } from "#events/report/rendition-added.v1";

/** What is done to the text in work. */
type WorkCommand =
  | { readonly kind: "add-rendition"; readonly language: Language }
  | { readonly kind: "clear"; readonly adoption?: Adoption | undefined }
  /** `meetingOver`: the document's part has ended. `dateIsRight`: a person says that the old dates it names are meant. */
  | { readonly kind: "publish"; readonly meetingOver: boolean; readonly dateIsRight: boolean };
export type DocumentCommand = WorkCommand | { readonly kind: "correct"; readonly text: Texts };

/** Whoever wrote it neither clears nor publishes it; a machine publishes only what a person has cleared. */
export function decide(command: DocumentCommand, document: Document, actor: string): Decision {
  if (document.state === "expected")
    return refuse("not-drafted", `Document ${document.id} is expected, but nobody has drafted it yet. Draft it first.`);
  return command.kind === "correct" ? correct(command.text, document) : act(command, document, actor);
}

function act(command: WorkCommand, document: Document, actor: string): Decision {
  const work = workOf(document);
  if (!work)
    return refuse(
      "already-published",
      `Document ${document.id} is published; what is published stays, and is corrected by a new revision with a corrigendum. Begin one: convoke document correct ${document.id}.`,
    );
  switch (command.kind) {
    case "add-rendition": {
      const revision = nextRevision(work.renditions, command.language);
      return { facts: [reportRenditionAdded({ documentId: document.id, language: command.language, revision })] };
    }
    case "clear":
      return unclear(document, work, command.adoption, actor) ?? clearedNow(document);
    case "publish":
      return unpublishable(document, work, command, actor) ?? { facts: [publication(document)] };
  }
}

/** What one may write in, clear and publish now: the first text, or the correction of what is published. */
function workOf(document: Document): Work | undefined {
  const { state, author, writers } = document;
  if (state === "published") return document.correction ?? undefined;
  const authors = [author, ...writers].filter((writer) => writer !== null);
  return { ...document, state: state === "cleared" ? "cleared" : "draft", authors };
}

function correct(text: Texts, document: Document): Decision {
  if (document.state !== "published")
    return refuse(
      "not-published",
      `Document ${document.id} is ${document.state}: nothing of it is published, so there is nothing to correct. Add its new text in place of the old one.`,
    );
  const revision = document.revision + 1;
  return unsaid(document, text) ?? { facts: [reportCorrectionDrafted({ documentId: document.id, revision })] };
}
function unsaid({ id, renditions, correction }: Document, text: Texts): Refusal | undefined {
  const missing = (correction ?? { renditions }).renditions
    .map(({ language }) => language)
    .filter((language) => text[language] === undefined);
  if (missing.length === 0) return undefined;
  return refuse(
    "corrigendum-missing",
    `Document ${id} is to be read in ${missing.join(" and ")} too: say there as well, in a sentence, what was corrected.`,
  );
}

function unclear(document: Document, work: Work, adoption: Adoption | undefined, actor: string): Refusal | undefined {
  const { id, kind, correction } = document;
  if (work.state !== "draft") return refuse(`already-${work.state}`, `Document ${id} is already ${work.state}.`);
  if (work.renditions.length === 0)
    return refuse("no-rendition", `Document ${id} has no text yet. Add a rendition in at least one language.`);
  if (work.authors.includes(actor))
    return refuse(
      "four-eyes",
      `Document ${id} is cleared by somebody other than its author, or whoever added a text. Ask a colleague.`,
    );
  const left = adoption ?? work.adoption;
  if (adoption !== undefined && !adoptable.includes(kind))
    return refuse("not-adoptable", `A ${kind} is neither discussed nor adopted by a meeting. Leave it out.`);
  if (left === null && adoptable.includes(kind))
    return refuse(
      "adoption-missing",
      `Document ${id} is a ${kind}: say how the meeting left it, discussed or adopted (--adoption).`,
    );
  if (correction === null) return undefined;
  if (same(correction, document) && left === document.adoption)
    return refuse(
      "nothing-corrected",
      `No text of document ${id} was changed yet. Add the corrected text in its language: convoke document add ${id}.`,
    );
  return unsaid(document, correction.text);
}
const same = (a: Pick<Work, "title" | "renditions">, b: Pick<Work, "title" | "renditions">) =>
  JSON.stringify([a.title, a.renditions]) === JSON.stringify([b.title, b.renditions]);

function clearedNow({ id }: Document): Decision {
  return { facts: [reportDocumentCleared({ documentId: id })] };
}

function unpublishable(
  document: Document,
  work: Work,
  asked: { readonly meetingOver: boolean; readonly dateIsRight: boolean },
  actor: string,
): Refusal | undefined {
  const { id, kind, state } = document;
  if (work.state !== "cleared")
    return refuse("not-cleared", `Document ${id} was not cleared yet. Somebody other than its author clears it first.`);
  if (work.authors.includes(actor))
    return refuse(
      "four-eyes",
      `Document ${id} is published by somebody other than its author, or whoever added a text. Ask a colleague.`,
    );
  if (kind === "readout" && state !== "published" && !asked.meetingOver)
    return refuse(
      "meeting-not-over",
      `Document ${id} is the readout of a meeting that is not over yet. Publish it after the last session.`,
    );
  if (work.marks.length === 0) return undefined;
  if (!asked.dateIsRight)
    return refuse(
      "old-date",
      `Document ${id} names a date that is the meeting's no more: ${saidOfMarks(work.marks)}. Add a text with the new date, or say that the date is meant (--date-is-right).`,
    );
  if (actor.startsWith("system:"))
    return refuse("needs-a-person", `That an old date in document ${id} is meant is said by a person, not a machine.`);
  return undefined;
}

function publication({ id, convocationId, state, revision }: Document) {
  return state === "published"
    ? reportCorrected({ documentId: id, convocationId, revision: revision + 1 })
    : reportPublished({ documentId: id, convocationId });
}
