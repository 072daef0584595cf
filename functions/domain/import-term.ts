import type { chairColumns, membershipColumns, seatColumns } from "#domain/import-columns";
import type { CellFault, Cells } from "#domain/import-contact";
import { cleaned } from "#domain/import-text";
import { bodyWords, choiceFault, dayFault, endFault, meant, membershipWords, yesWords } from "#domain/import-values";
import { dayAfter } from "#domain/instant";
import { type Chairmanship, type Membership, readDay, type Seat, type Term } from "#domain/registry";

export type MembershipField = (typeof membershipColumns)[number]["field"];
export type SeatField = (typeof seatColumns)[number]["field"];
export type ChairField = (typeof chairColumns)[number]["field"];
type Faults<F extends string> = { readonly faults: readonly CellFault<F>[] };

/**
 * A term of a file as days that count, or what is wrong with it. `never` as its end takes it back; `open` and nothing leave
 * the end open. `assumed` says what the days themselves do not: that no source gives them.
 */
export function readTerm(
  from: string,
  until: string | null,
  assumed = false,
): Term | { readonly end: "from" | "until"; readonly sentence: string } {
  const fromFault = dayFault(from);
  if (fromFault !== undefined) return { end: "from", sentence: fromFault };
  const untilFault = until === null ? undefined : endFault(until);
  if (untilFault !== undefined) return { end: "until", sentence: untilFault };
  const start = readDay(from, "from");
  const first = start.day;
  if (until === "never") return { from: first, until: dayAfter(first, -1), assumed: assumed || start.assumed };
  const end = until === null || until === "open" ? { day: null, assumed: false } : readDay(until, "until");
  const term = { from: first, until: end.day, assumed: assumed || start.assumed || end.assumed };
  return term.until !== null && term.until < term.from
    ? { end: "until", sentence: "lies before the day on which the term begins; correct one of the two" }
    : term;
}

/** A row of a file of memberships, or everything that is wrong with it. */
export function readMembership(
  cells: Cells<MembershipField>,
  known: ReadonlySet<string>,
): Membership | Faults<MembershipField> {
  const kind = meant(cleaned(cells.kind ?? ""), membershipWords);
  const faults: CellFault<MembershipField>[] =
    kind === undefined ? [{ field: "kind", sentence: choiceFault(cleaned(cells.kind ?? ""), membershipWords) }] : [];
  const read = partyAndTerm(cells, known);
  if ("faults" in read) return { faults: [...faults, ...read.faults] };
  return kind === undefined ? { faults } : { ...read, kind };
}

/** A row of a file of seats, or everything that is wrong with it. A seat is of the steering committee where no body is given. */
export function readSeat(cells: Cells<SeatField>, known: ReadonlySet<string>): Seat | Faults<SeatField> {
  const said = cleaned(cells.body ?? "");
  const body = said === "" ? "steering-committee" : meant(said, bodyWords);
  const heldFor = codeIn(cells.held_for);
  const faults: CellFault<SeatField>[] = [];
  if (body === undefined) faults.push({ field: "body", sentence: oneBody });
  if (heldFor !== "" && !known.has(heldFor)) faults.push({ field: "held_for", sentence: strangerFault });
  else if (heldFor !== "" && heldFor === codeIn(cells.party))
    faults.push({
      field: "held_for",
      sentence: "names the party itself; leave it empty where a party sits in its own seat",
    });
  const read = partyAndTerm(cells, known);
  if ("faults" in read) return { faults: [...faults, ...read.faults] };
  if (body === undefined || faults.length > 0) return { faults };
  return { ...read, body, ...(heldFor !== "" && { heldFor }) };
}

/** A row of a file of chairs, or everything that is wrong with it. */
export function readChair(cells: Cells<ChairField>, known: ReadonlySet<string>): Chairmanship | Faults<ChairField> {
  return partyAndTerm(cells, known);
}

const strangerFault = "names a party that is unknown; correct the code, or import it first";
const oneBody = "is no body that has seats; write steering-committee, or leave it empty";

type Dated = "party" | "from" | "until" | "assumed";
function partyAndTerm(
  cells: Cells<Dated>,
  known: ReadonlySet<string>,
): (Term & { readonly code: string }) | Faults<Dated> {
  const faults: CellFault<Dated>[] = [];
  const code = codeIn(cells.party);
  if (code === "") faults.push({ field: "party", sentence: "is empty; write the party's code, such as AT" });
  else if (!known.has(code)) faults.push({ field: "party", sentence: strangerFault });
  const assumed = readAssumed(cells.assumed);
  if (assumed === undefined) faults.push({ field: "assumed", sentence: assumedFault });
  const term = readTerm(cleaned(cells.from ?? ""), cleaned(cells.until ?? "") || null, assumed);
  if ("end" in term) return { faults: [...faults, { field: term.end, sentence: term.sentence }] };
  return faults.length > 0 ? { faults } : { ...term, code };
}

export const assumedFault = "is neither yes nor no; write yes where no source gives the days, else leave it empty";
/** Undefined where it is neither yes nor no; nothing is no. */
export function readAssumed(cell = ""): boolean | undefined {
  const said = cleaned(cell);
  const word = said === "" ? "no" : meant(said, yesWords);
  return word && word === "yes";
}

function codeIn(cell = ""): string {
  return cleaned(cell).toUpperCase();
}
