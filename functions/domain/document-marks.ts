import type { Convocation } from "#domain/convocation";
import type { Document, DocumentFact } from "#domain/document";
import type { Mark } from "#domain/document-revision";
import { daysNamed } from "#domain/named-days";
import type { Language, Texts } from "#events/envelope";
import { reportDocumentMarked } from "#events/report/document-marked.v1";

/** A meeting's move: its revision since, and the days of its parts before. */
export interface DatesMoved {
  readonly revision: number;
  readonly before: readonly { readonly part: string; readonly days: readonly string[] }[];
}
type Parts = Pick<Convocation, "parts">;

/** The days that are the meeting's no more, for a document of this part (null: of the whole). A day that another part still has is old for the moved part's own documents alone. */
export function goneDays({ parts }: Parts, { before }: DatesMoved, part: string | null): string[] {
  const now = convened(parts).map(({ id, sessions }) => ({
    part: id,
    days: daysOf(sessions),
  }));
  const own = less(of(before, part), of(now, part));
  return [...new Set([...own, ...less(of(before, null), of(now, null))])].sort();
}
/** A part that is postponed has no day. */
const convened = (parts: Convocation["parts"]) => parts.filter(({ state }) => state === "convened");
const daysOf = (sessions: Convocation["parts"][number]["sessions"]) =>
  sessions.flatMap(({ from, until }) => [from.wall.slice(0, 10), until.wall.slice(0, 10)]);
const of = (all: DatesMoved["before"], part: string | null) =>
  all.flatMap((each) => (part === null || each.part === part ? each.days : []));
const less = (days: readonly string[], others: readonly string[]) => days.filter((day) => !others.includes(day));

/** A document's title and texts, each by where it stands. */
export type Texted = readonly { readonly where: string; readonly text: string }[];
export function titled(title: Texts): Texted {
  return Object.entries(title).map(([language, text]) => ({ where: `title.${language}`, text }));
}
export const whereTitle = (language: Language) => `title.${language}`;
export const whereText = (language: Language) => `text.${language}`;

/** The marks after a move: those of before without the days that are right again, and the new one where an old day is named. */
export function markedAfter(
  marks: readonly Mark[],
  texts: Texted,
  moved: { readonly revision: number; readonly gone: readonly string[]; readonly now: readonly string[] },
): readonly Mark[] {
  const kept = marks
    .filter(({ revision }) => revision !== moved.revision)
    .map((mark) => narrowed(mark, (_, dates) => less(dates, moved.now)));
  const found = texts.map(({ where, text }) => ({ where, dates: daysNamed(text, moved.gone) }));
  return [...kept, { revision: moved.revision, found }].flatMap(nonEmpty);
}

/** The marks once these texts stand where others did. */
export function recheckedMarks(marks: readonly Mark[], texts: Texted): readonly Mark[] {
  return marks
    .map((mark) =>
      narrowed(mark, (where, dates) => {
        const text = texts.find((each) => each.where === where)?.text;
        return text === undefined ? dates : daysNamed(text, dates);
      }),
    )
    .flatMap(nonEmpty);
}

function narrowed(mark: Mark, dates: (where: string, dates: readonly string[]) => readonly string[]): Mark {
  return { ...mark, found: mark.found.map((each) => ({ ...each, dates: dates(each.where, each.dates) })) };
}
function nonEmpty(mark: Mark): Mark[] {
  const found = mark.found.filter(({ dates }) => dates.length > 0);
  return found.length === 0 ? [] : [{ ...mark, found }];
}

/** `2022-03-22 in text.fr (old since revision 2 of the meeting)`: what a person is told of a document's marks. */
export function saidOfMarks(marks: readonly Mark[]): string {
  const each = marks.flatMap(({ revision, found }) =>
    found.map(({ where, dates }) => `${dates.join(", ")} in ${where} (old since revision ${revision} of the meeting)`),
  );
  return each.join("; ");
}

export interface MarkedNow {
  readonly document: readonly Mark[];
  readonly correction: readonly Mark[];
}
/** Marks a document whose title or texts name a day that is its meeting's no more; undefined where nothing changes. */
export function markDates(
  document: Document,
  convocation: Parts,
  moved: DatesMoved,
  texts: { readonly document: Texted; readonly correction: Texted },
): { readonly facts: readonly DocumentFact[]; readonly marks: MarkedNow } | undefined {
  const { part, correction } = document;
  const own = convened(convocation.parts).filter(({ id }) => part === null || id === part);
  const now = own.flatMap(({ sessions }) => daysOf(sessions));
  const days = { revision: moved.revision, gone: goneDays(convocation, moved, part), now };
  const marks = {
    document: markedAfter(document.marks, texts.document, days),
    correction: markedAfter(correction?.marks ?? [], texts.correction, days),
  };
  const before = { document: document.marks, correction: correction?.marks ?? [] };
  if (JSON.stringify(marks) === JSON.stringify(before)) return undefined;
  const { id, convocationId } = document;
  return { facts: [reportDocumentMarked({ documentId: id, convocationId, revision: moved.revision })], marks };
}
