import { type Chairmanship, holdsOn, isTakenBack, type Membership, type Seat, type Term } from "#domain/registry";

/** A term as it would be once a file is imported; `line` is where the file has it, undefined where the dialogue holds it already. */
export interface Placed<T extends Term = Term> {
  readonly term: T;
  readonly line: string | undefined;
}
export interface TermFault {
  readonly line: string;
  readonly sentence: string;
}

const REPAIR = "end the one on the day before the other begins, or take the wrong one back by writing never as its end";

/** Terms of one thing that hold at the same time, as pairs, of which the file has at least one. `touching` ones may share the day of a hand-over. */
export function overlaps<T extends Term>(
  terms: readonly Placed<T>[],
  touching = false,
): { readonly line: string; readonly other: Placed<T> }[] {
  const ordered = terms.filter(({ term }) => !isTakenBack(term)).sort((a, b) => compare(a.term, b.term));
  let lasting: Placed<T> | undefined;
  return ordered.flatMap((next) => {
    const before = lasting;
    if (before === undefined || endsLater(next.term, before.term)) lasting = next;
    if (before === undefined || !isWithin(next.term.from, before.term, touching)) return [];
    if (next.line !== undefined) return [{ line: next.line, other: before }];
    return before.line === undefined ? [] : [{ line: before.line, other: next }];
  });
}

function compare(a: Term, b: Term): number {
  return a.from < b.from ? -1 : a.from > b.from ? 1 : 0;
}
function endsLater(a: Term, b: Term): boolean {
  return b.until !== null && (a.until === null || a.until > b.until);
}
function isWithin(day: string, term: Term, touching: boolean): boolean {
  return term.until === null || day < term.until || (day === term.until && !(touching && term.from < day));
}

/** Where a term stands, for a sentence. Its days are told only where the dialogue holds them, never as the file wrote them. */
export function whereIs({ term, line }: Placed): string {
  return line ?? `the one from ${term.from} to ${term.until ?? "now"} that the dialogue holds`;
}

export function membershipFaults(all: readonly Placed<Membership>[]): TermFault[] {
  return grouped(all, ({ code }) => code).flatMap((terms) =>
    overlaps(terms).map(({ line, other }) => ({
      line,
      sentence: `is a membership at the same time as another of that party, ${whereIs(other)}; ${REPAIR}`,
    })),
  );
}

export function chairFaults(all: readonly Placed<Chairmanship>[]): TermFault[] {
  return overlaps(all, true).map(({ line, other }) => ({
    line,
    sentence: `makes two chairs at once, with ${whereIs(other)}; end the one on the day on which the other begins, or take the wrong one back by writing never as its end`,
  }));
}

/** Overlapping terms of one seat, two parties that hold one seat, and a seat held for a party that has none. */
export function seatFaults(all: readonly Placed<Seat>[]): TermFault[] {
  const sitting = all.filter(({ term }) => !isTakenBack(term));
  const own = sitting.filter(({ term }) => term.heldFor === undefined);
  const held = sitting.filter(({ term }) => term.heldFor !== undefined);
  return [
    ...grouped(own, ({ body, code }) => `${body} ${code}`).flatMap((terms) =>
      overlaps(terms).map(({ line, other }) => ({
        line,
        sentence: `is a seat at the same time as another of that party, ${whereIs(other)}; ${REPAIR}`,
      })),
    ),
    ...grouped(held, ({ body, heldFor }) => `${body} ${heldFor}`).flatMap((terms) =>
      overlaps(terms).map(({ line, other }) => ({
        line,
        sentence: `holds a seat that is held at the same time by ${whereIs(other)}; ${REPAIR}`,
      })),
    ),
    ...held.flatMap((placed) => unseated(placed, own)),
  ];
}

/** A seat is there to be held while the party that it belongs to has it: on the first day and on the last. */
function unseated({ term, line }: Placed<Seat>, own: readonly Placed<Seat>[]): TermFault[] {
  const seats = own.filter((seat) => seat.term.body === term.body && seat.term.code === term.heldFor);
  const begins = seats.some((seat) => holdsOn(seat.term, term.from));
  const { until } = term;
  const ends = seats.some((seat) => (until === null ? seat.term.until === null : holdsOn(seat.term, until)));
  if (begins && ends) return [];
  const where = line ?? seats.find((seat) => seat.line !== undefined)?.line;
  if (where === undefined) return [];
  return [
    {
      line: where,
      sentence:
        line === undefined
          ? "ends a seat that another party still holds for this one; end the holding in the same file"
          : "is held for a party that has no seat in all of that time; import that party's own seat first, or shorten the holding",
    },
  ];
}

function grouped<T extends Term>(all: readonly Placed<T>[], key: (term: T) => string): Placed<T>[][] {
  return [...Map.groupBy(all, ({ term }) => key(term)).values()];
}
