import type { Adoption, Correction, Corrigendum, Mark, Rendition, Superseded } from "#domain/document-revision";
import type { Instant } from "#domain/instant";
import { type Refusal, refuse } from "#domain/refusal";
import type { Texts } from "#events/envelope";
import type { reportCorrected } from "#events/report/corrected.v1";
import type { reportCorrectionDrafted } from "#events/report/correction-drafted.v1";
import type { reportDocumentCleared } from "#events/report/document-cleared.v1";
import { reportDocumentDrafted } from "#events/report/document-drafted.v1";
import { reportDocumentExpected } from "#events/report/document-expected.v1";
import type { reportDocumentMarked } from "#events/report/document-marked.v1";
import type { reportPublished } from "#events/report/published.v1";
import type { reportRenditionAdded } from "#events/report/rendition-added.v1";

export type DocumentAudience = "public" | "participants" | "members" | "steering-committee";
/** What a document is put together from: another document, or something that is in none yet, in words. */
export type Assembled = { readonly document: string } | { readonly words: string };

/** What is asked of a document before anybody writes it. */
export interface Wanted {
  readonly id: string;
  readonly dialogueId: string;
  readonly convocationId: string;
  /** Null where it belongs to the whole convocation, such as a series' reader. */
  readonly part: string | null;
  readonly kind: string;
  readonly audience: DocumentAudience;
  readonly title: Texts;
  readonly adoption: Adoption | null;
  readonly assembles: readonly Assembled[];
  readonly fileName: string | null;
  /** The chair's clearance is asked for; null: a colleague's is enough. */
  readonly toBeClearedBy: "chair" | null;
}
/** A meeting's document with its renditions. `expected`: nobody has begun it. Title, texts and dates are those of the current revision. */
export interface Document extends Wanted {
  readonly state: "expected" | "draft" | "cleared" | "published";
  readonly author: string | null;
  /** Who else added a text to the first revision: what one wrote, another clears. */
  readonly writers: readonly string[];
  readonly clearedBy: string | null;
  readonly publishedAt: Instant | null;
  readonly renditions: readonly Rendition[];
  /** Counts what was published, from 1; a text that is not published yet is to be the first. */
  readonly revision: number;
  readonly corrigendum: Corrigendum | null;
  /** In order of time. */
  readonly superseded: readonly Superseded[];
  /** The next revision, while it is in work. */
  readonly correction: Correction | null;
  readonly marks: readonly Mark[];
  /** Who said, on publishing, that the old dates it was marked for are meant. */
  readonly datesRightBy: string | null;
}
export type DocumentFact = ReturnType<
  | typeof reportDocumentExpected
  | typeof reportDocumentDrafted
  | typeof reportRenditionAdded
  | typeof reportDocumentCleared
  | typeof reportPublished
  | typeof reportCorrectionDrafted
  | typeof reportCorrected
  | typeof reportDocumentMarked
>;
export type Decision = { readonly facts: readonly DocumentFact[] } | Refusal;

export function expectedDocument(wanted: Wanted): Document {
  return {
    ...wanted,
    state: "expected",
    author: null,
    writers: [],
    clearedBy: null,
    publishedAt: null,
    renditions: [],
    revision: 1,
    corrigendum: null,
    superseded: [],
    correction: null,
    marks: [],
    datesRightBy: null,
  };
}

/** What is said once stays said by whoever expected it; the committee's documents belong to a meeting of the committee. */
export function expectDocument(document: Document | undefined, wanted: Wanted, partKind: string | null): Decision {
  if (document)
    return refuse(
      "already-there",
      `Document ${document.id} is there already and is ${document.state}. Choose another id for what else you expect.`,
    );
  return (
    unfit(wanted, partKind) ?? {
      facts: [reportDocumentExpected({ documentId: wanted.id, ...placeOf(wanted) })],
    }
  );
}

export function draft(document: Document | undefined, wanted: Wanted, partKind: string | null): Decision {
  if (document && document.state !== "expected")
    return refuse(
      "already-drafted",
      `Document ${document.id} exists already and is ${document.state}. Choose another id, or add a rendition to it.`,
    );
  if (document && (document.convocationId !== wanted.convocationId || document.part !== wanted.part))
    return refuse(
      "expected-elsewhere",
      `Document ${document.id} is expected of ${document.part ?? "the whole"} of ${document.convocationId}. Draft it there, or choose another id.`,
    );
  return unfit(wanted, partKind) ?? { facts: [reportDocumentDrafted({ documentId: wanted.id, ...placeOf(wanted) })] };
}

const placeOf = ({ convocationId, part }: Wanted) => ({ convocationId, ...(part !== null && { part }) });

function unfit({ id, audience, adoption, kind }: Wanted, partKind: string | null): Refusal | undefined {
  if (audience === "steering-committee" && partKind !== "steering-committee")
    return refuse(
      "not-of-the-committee",
      `Document ${id} is for the Steering Committee, so it belongs to a part that is a meeting of the committee: whoever is invited to the part can read it. Name that part.`,
    );
  if (adoption !== null && !adoptable.includes(kind))
    return refuse(
      "not-adoptable",
      `A ${kind} is neither discussed nor adopted by a meeting; that is said of a ${adoptable.join(" or a ")}. Leave it out.`,
    );
  return undefined;
}
/** Kinds of which a reader must know how the meeting left them. */
export const adoptable: readonly string[] = ["work-plan", "declaration"];
