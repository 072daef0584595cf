import type { Instant } from "#domain/instant";
import type { Language, Texts } from "#events/envelope";

export interface Rendition {
  readonly language: Language;
  readonly revision: number;
  /** Where its text lies in the documents bucket. */
  readonly file: string;
}
/** How the meeting left a text that it may adopt. */
export type Adoption = "discussed" | "adopted";

/** What a revision corrected: a sentence for readers in the document's languages, and for the record why, and who wrote it. */
export interface Corrigendum {
  readonly text: Texts;
  readonly reason: string;
  readonly authors: readonly string[];
}

/** A revision that was published and that a later one replaced. It stays to be read. */
export interface Superseded {
  readonly revision: number;
  readonly title: Texts;
  readonly adoption: Adoption | null;
  readonly renditions: readonly Rendition[];
  readonly corrigendum: Corrigendum | null;
  readonly publishedAt: Instant;
  readonly supersededAt: Instant;
}

/** Old dates of the meeting that a text names since the meeting's revision moved them. */
export interface Mark {
  readonly revision: number;
  /** `title.en`, `text.fr`: where, with the days as 2022-03-22. */
  readonly found: readonly { readonly where: string; readonly dates: readonly string[] }[];
}

/** What one writes, a second person clears, and is then published: a first text, or the correction of one. */
export interface Work {
  readonly state: "draft" | "cleared";
  readonly authors: readonly string[];
  readonly clearedBy: string | null;
  readonly title: Texts;
  readonly adoption: Adoption | null;
  readonly renditions: readonly Rendition[];
  readonly marks: readonly Mark[];
}
export interface Correction extends Work {
  readonly text: Texts;
  readonly reason: string;
}

/** A text in one more language, or in place of what it was in this one; its title too, where one is given. */
export interface NewText {
  readonly language: Language;
  readonly revision: number;
  readonly file: string;
  readonly title?: string | undefined;
}
/** A new text takes the clearance back: what was cleared is what is published. */
export function withText<W extends Pick<Work, "renditions" | "title">>(work: W, added: NewText): W {
  const { language, revision, file, title } = added;
  const others = work.renditions.filter((rendition) => rendition.language !== language);
  return {
    ...work,
    title: title === undefined ? work.title : { ...work.title, [language]: title },
    renditions: [...others, { language, revision, file }],
  };
}

export function nextRevision(renditions: readonly Rendition[], language: Language): number {
  const known = renditions.filter((rendition) => rendition.language === language);
  return 1 + Math.max(0, ...known.map(({ revision }) => revision));
}
