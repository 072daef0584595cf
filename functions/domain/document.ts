import type { Instant } from "#domain/instant";
import { type Refusal, refuse } from "#domain/refusal";
import type { Language, Texts } from "#events/envelope";
import { reportDocumentCleared } from "#events/report/document-cleared.v1";
import { reportDocumentDrafted } from "#events/report/document-drafted.v1";
import { reportPublished } from "#events/report/published.v1";
import { reportRenditionAdded } from "#events/report/rendition-added.v1";

export type DocumentAudience = "public" | "participants" | "members" | "steering-committee";
export interface Rendition {
  readonly language: Language;
  readonly revision: number;
  /** Where its text lies in the documents bucket. */
  readonly file: string;
}
/** A meeting's document with its renditions. `expected`: the meeting ended and nobody has begun it. */
export interface Document {
  readonly id: string;
  readonly dialogueId: string;
  readonly convocationId: string;
  readonly part: string;
  readonly kind: string;
  readonly audience: DocumentAudience;
  readonly title: Texts;
  readonly state: "expected" | "draft" | "cleared" | "published";
  readonly author: string | null;
  readonly clearedBy: string | null;
  readonly publishedAt: Instant | null;
  readonly renditions: readonly Rendition[];
}
export type DocumentFact = ReturnType<
  typeof reportDocumentDrafted | typeof reportRenditionAdded | typeof reportDocumentCleared | typeof reportPublished
>;
type Decision = { readonly facts: readonly DocumentFact[] } | Refusal;
export type DocumentCommand =
  | { readonly kind: "add-rendition"; readonly language: Language }
  | { readonly kind: "clear" }
  | { readonly kind: "publish" };

export function draft(
  document: Document | undefined,
  asked: { documentId: string; convocationId: string; part: string },
): Decision {
  if (document && document.state !== "expected")
    return refuse(
      "already-drafted",
      `Document ${document.id} exists already and is ${document.state}. Choose another id, or add a rendition to it.`,
    );
  return {
    facts: [
      reportDocumentDrafted({ documentId: asked.documentId, convocationId: asked.convocationId, part: asked.part }),
    ],
  };
}

/** Whoever wrote it neither clears nor publishes it; a machine publishes only what a person has cleared. */
export function decide(command: DocumentCommand, document: Document, actor: string): Decision {
  if (document.state === "expected")
    return refuse("not-drafted", `Document ${document.id} is expected, but nobody has drafted it yet. Draft it first.`);
  switch (command.kind) {
    case "add-rendition": {
      if (document.state === "published")
        return refuse(
          "already-published",
          `Document ${document.id} is published; what is published is corrected by a new revision with a corrigendum, not replaced.`,
        );
      const revision =
        1 +
        Math.max(
          0,
          ...document.renditions
            .filter(({ language }) => language === command.language)
            .map((rendition) => rendition.revision),
        );
      return { facts: [reportRenditionAdded({ documentId: document.id, language: command.language, revision })] };
    }
    case "clear":
      if (document.state !== "draft")
        return refuse(`already-${document.state}`, `Document ${document.id} is already ${document.state}.`);
      if (document.renditions.length === 0)
        return refuse(
          "no-rendition",
          `Document ${document.id} has no text yet. Add a rendition in at least one language.`,
        );
      if (actor === document.author)
        return refuse(
          "four-eyes",
          `Document ${document.id} is cleared by somebody other than its author. Ask a colleague.`,
        );
      return { facts: [reportDocumentCleared({ documentId: document.id })] };
    case "publish":
      if (document.state === "published")
        return refuse("already-published", `Document ${document.id} is already published.`);
      if (document.state !== "cleared")
        return refuse(
          "not-cleared",
          `Document ${document.id} was not cleared yet. Somebody other than its author clears it first.`,
        );
      if (actor === document.author)
        return refuse(
          "four-eyes",
          `Document ${document.id} is published by somebody other than its author. Ask a colleague.`,
        );
      return { facts: [reportPublished({ documentId: document.id, convocationId: document.convocationId })] };
  }
}

/** The document after a fact. A new text puts a cleared document back to draft: what was cleared is what is published. */
export function evolve(
  document: Document,
  fact: DocumentFact,
  stamp: { actor: string; at: Instant; file?: string },
): Document {
  switch (fact.type) {
    case "report.document-drafted.v1":
      return { ...document, state: "draft", author: stamp.actor };
    case "report.rendition-added.v1": {
      const { language, revision } = fact.data;
      const others = document.renditions.filter((rendition) => rendition.language !== language);
      return {
        ...document,
        state: "draft",
        clearedBy: null,
        renditions: [...others, { language, revision, file: stamp.file ?? "" }],
      };
    }
    case "report.document-cleared.v1":
      return { ...document, state: "cleared", clearedBy: stamp.actor };
    case "report.published.v1":
      return { ...document, state: "published", publishedAt: stamp.at };
  }
}
