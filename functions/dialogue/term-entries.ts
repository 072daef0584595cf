import type { Fields } from "#domain/import-changes";
import type { CellFault, Cells } from "#domain/import-contact";
import { readChair, readMembership, readSeat } from "#domain/import-term";
import { type Chairmanship, isTakenBack, type Membership, type Seat, type Term } from "#domain/registry";
import { chairFaults, membershipFaults, type Placed, seatFaults, type TermFault } from "#domain/terms";
import type { Key, Row } from "#platform/table";
import { keys } from "#records/keys";
import { chairSchema, membershipSchema, seatSchema } from "#records/registry";
import { type BadRow, badCells, type FileRow, keyText } from "./import-file.ts";
import type { Add, PartiesAsked } from "./party-entries.ts";
import type { PartyFile } from "./party-file.ts";

/** What one kind of term is in a file, in the table and against the others of its kind. */
interface Kind<T extends Term & { readonly code: string }, F extends string> {
  readonly what: string;
  readonly prefix: string;
  read(cells: Cells<F>, known: ReadonlySet<string>): T | { readonly faults: readonly CellFault<F>[] };
  /** A row of the table as a term. */
  parse(row: Row): T;
  /** A term as a row of the table. */
  values(term: T): Fields;
  key(dialogueId: string, term: T): Key;
  /** Why a term cannot take the place of the one that the dialogue holds under its key. */
  clash(term: T, held: T): string | undefined;
  faults(all: readonly Placed<T>[]): readonly TermFault[];
}

const memberships: Kind<Membership, "party" | "kind" | "from" | "until" | "assumed"> = {
  what: "membership",
  prefix: "MEMBER#",
  read: readMembership,
  parse: (row) => membershipSchema.parse(row),
  values: (term) => membershipSchema.parse(term),
  key: (dialogueId, { code, from }) => keys.membership(dialogueId, code, from),
  clash: () => undefined,
  faults: membershipFaults,
};
const seats: Kind<Seat, "party" | "body" | "from" | "until" | "held_for" | "assumed"> = {
  what: "seat",
  prefix: "SEAT#",
  read: readSeat,
  parse: (row) => seatSchema.parse(row),
  values: (term) => seatSchema.parse(term),
  key: (dialogueId, { body, code, from }) => keys.seat(dialogueId, body, code, from),
  clash: (term, held) =>
    term.heldFor === held.heldFor
      ? undefined
      : `begins on the day of another seat of that party, ${ownOrHeld(held)}, which the dialogue holds; correct whose seat it is, or let one of the two begin on another day`,
  faults: seatFaults,
};
const chairs: Kind<Chairmanship, "party" | "from" | "until" | "assumed"> = {
  what: "chair",
  prefix: "CHAIR#",
  read: readChair,
  parse: (row) => chairSchema.parse(row),
  values: (term) => chairSchema.parse(term),
  key: (dialogueId, { from }) => keys.chair(dialogueId, from),
  clash: (term, held) =>
    term.code === held.code || isTakenBack(held)
      ? undefined
      : `makes two chairs at once, with ${held.code}, whom the dialogue holds in the chair from that day; correct one of the two, or first take the wrong one back by writing never as its end`,
  faults: chairFaults,
};

const ownOrHeld = ({ heldFor }: Seat) => (heldFor === undefined ? "its own" : `the one of ${heldFor}`);

/** Adds a file's terms to the entries, and tells what is wrong with them, each by itself and beside the others and those that the dialogue holds. */
export function readTerms(
  asked: PartiesAsked,
  file: PartyFile,
  codes: ReadonlySet<string>,
  held: readonly Row[],
  add: Add,
): BadRow[] {
  const of = { asked, codes, held, add };
  return [
    ...termsOf(memberships, file.memberships, of),
    ...termsOf(seats, file.seats, of),
    ...termsOf(chairs, file.chairs, of),
  ];
}

interface Around {
  readonly asked: PartiesAsked;
  readonly codes: ReadonlySet<string>;
  readonly held: readonly Row[];
  readonly add: Add;
}

function termsOf<T extends Term & { readonly code: string }, F extends string>(
  kind: Kind<T, F>,
  rows: readonly FileRow<F>[],
  { asked, codes, held, add }: Around,
): BadRow[] {
  const known = new Map(
    held.filter(({ sk }) => sk.startsWith(kind.prefix)).map((row) => [keyText(row), kind.parse(row)]),
  );
  const placed = new Map<string, Placed<T>>([...known].map(([key, term]) => [key, { term, line: undefined }]));
  const bad: BadRow[] = [];
  for (const row of rows) {
    const read = kind.read(row.cells, codes);
    if ("faults" in read) {
      bad.push(...badCells(row, read.faults));
      continue;
    }
    const key = kind.key(asked.dialogueId, read);
    const before = known.get(keyText(key));
    const clash = before && kind.clash(read, before);
    if (clash !== undefined) bad.push({ line: row.line, sentence: clash });
    const term = kind === chairs && before ? ended(read, before, row.cells) : read;
    const fresh = add(row.line, `${term.code}, ${kind.what}`, { ...kind.values(term), ...key });
    // What is left as it is counts as it is; what stands in the file twice is told already.
    if (fresh && !(before && asked.existing === "skip")) placed.set(keyText(key), { term, line: row.line });
  }
  return [...bad, ...(rows.length === 0 ? [] : kind.faults([...placed.values()]))];
}

/** A hand-over that the dialogue recorded stands: a file that leaves the end open does not take it back, unless it says `open`. */
function ended<T extends Term>(term: T, before: Term, { until = "" }: { readonly until?: string }): T {
  return term.until === null && until.trim() === "" && !isTakenBack(before)
    ? { ...term, until: before.until, assumed: before.assumed }
    : term;
}
