import type { Document, DocumentFact } from "#domain/document";
import { type MarkedNow, recheckedMarks, type Texted } from "#domain/document-marks";
import { type Adoption, type Correction, type NewText, type Work, withText } from "#domain/document-revision";
import type { Instant } from "#domain/instant";
import type { Texts } from "#events/envelope";

/** What a person writes that no fact carries: it stands in the row alone. */
export interface Stamp {
  readonly actor: string;
  readonly at: Instant;
  readonly file?: string | undefined;
  readonly title?: string | undefined;
  /** The new text itself, in which marked dates are looked for again. */
  readonly texts?: Texted;
  readonly adoption?: Adoption | undefined;
  readonly correction?: { readonly text: Texts; readonly reason: string };
  readonly marks?: MarkedNow;
  readonly dateIsRight?: boolean;
}

/** The document after a fact. A new text puts a cleared one back to draft: what was cleared is what is published. */
export function evolve(document: Document, fact: DocumentFact, stamp: Stamp): Document {
  switch (fact.type) {
    case "report.document-expected.v1":
      return document;
    case "report.document-drafted.v1":
      return { ...document, state: "draft", author: stamp.actor };
    case "report.rendition-added.v1": {
      const added = { ...fact.data, file: stamp.file ?? "", title: stamp.title };
      return onWork(
        document,
        (correction) => ({
          ...correction,
          ...textedWith(correction, added, stamp),
          authors: union(correction.authors, stamp.actor),
        }),
        (first) => ({
          ...first,
          ...textedWith(first, added, stamp),
          writers: union(first.writers, stamp.actor),
        }),
      );
    }
    case "report.document-cleared.v1": {
      const adoption = stamp.adoption === undefined ? {} : { adoption: stamp.adoption };
      return onWork(
        document,
        (correction) => ({ ...correction, ...adoption, state: "cleared", clearedBy: stamp.actor }),
        (first) => ({ ...first, ...adoption, state: "cleared", clearedBy: stamp.actor }),
      );
    }
    case "report.published.v1":
      return { ...settled(document, stamp), state: "published", publishedAt: stamp.at };
    case "report.correction-drafted.v1":
      return stamp.correction ? { ...document, correction: begun(document, stamp.correction, stamp.actor) } : document;
    case "report.corrected.v1":
      return document.revision >= fact.data.revision ? document : inForce(document, stamp);
    case "report.document-marked.v1": {
      const { correction } = document;
      if (stamp.marks === undefined) return document;
      return {
        ...document,
        marks: stamp.marks.document,
        correction: correction && { ...correction, marks: stamp.marks.correction },
      };
    }
  }
}

function onWork(
  document: Document,
  correction: (correction: Correction) => Correction,
  first: (document: Document) => Document,
): Document {
  if (document.state !== "published") return first(document);
  return document.correction ? { ...document, correction: correction(document.correction) } : document;
}
const union = (authors: readonly string[], one: string) => [...new Set([...authors, one])];

function textedWith(
  { renditions, title, marks }: Pick<Work, "renditions" | "title" | "marks">,
  added: NewText,
  { texts = [] }: Stamp,
) {
  const changed = withText({ renditions, title }, added);
  return { ...changed, state: "draft", clearedBy: null, marks: recheckedMarks(marks, texts) } as const;
}

function begun(document: Document, said: NonNullable<Stamp["correction"]>, actor: string): Correction {
  const before = document.correction;
  const { title, adoption, renditions, marks } = before ?? document;
  const authors = union(before?.authors ?? [], actor);
  return { ...said, state: "draft", authors, clearedBy: null, title, adoption, renditions, marks };
}

/** The correction takes the place of what it corrects, which is kept beside it. */
function inForce(document: Document, stamp: Stamp): Document {
  const { correction, publishedAt } = document;
  if (correction === null || publishedAt === null) return document;
  const { revision, title, adoption, renditions, corrigendum } = document;
  const old = { revision, title, adoption, renditions, corrigendum, publishedAt, supersededAt: stamp.at };
  const { text, reason, authors, clearedBy } = correction;
  return {
    ...settled({ ...document, marks: correction.marks }, stamp),
    title: correction.title,
    adoption: correction.adoption,
    renditions: correction.renditions,
    clearedBy,
    publishedAt: stamp.at,
    revision: revision + 1,
    corrigendum: { text, reason, authors },
    superseded: [...document.superseded, old],
    correction: null,
  };
}
function settled(document: Document, { dateIsRight, actor }: Stamp): Document {
  return dateIsRight === true && document.marks.length > 0 ? { ...document, marks: [], datesRightBy: actor } : document;
}
