import type { CellFault, Cells } from "#domain/import-contact";
import type { Outcome } from "#platform/command-steps";
import { refused } from "#platform/command-steps";
import type { Key, Row } from "#platform/table";

/** What is wrong with a file, where, and what to do. `column` is the file's own header. */
export interface BadRow {
  readonly line: string;
  readonly column?: string;
  readonly sentence: string;
}
/** A row of a file by our own names for its columns; `header` is the file's name for one. */
export interface FileRow<F extends string> {
  readonly line: string;
  readonly cells: Cells<F>;
  readonly header: (field: F) => string;
}
/** One thing that a file names, as the rows that it should be, each beside what is known. */
export interface Entry {
  readonly line: string;
  readonly what: string;
  readonly rows: readonly { readonly known: Row | undefined; readonly wanted: Row }[];
}
export type ReadFile =
  | { readonly entries: readonly Entry[]; readonly bad: readonly BadRow[]; readonly notes: readonly string[] }
  | { readonly refusal: Outcome };

export function badCells<F extends string>(row: FileRow<F>, faults: readonly CellFault<F>[]): BadRow[] {
  return faults.map(({ field, sentence }) => ({ line: row.line, column: row.header(field), sentence }));
}

const MOST_LISTED = 10_000;
const MOST_TOLD = 3;
/** A refusal that lists every bad row (ten thousand at most) with its line, its column and what to do. */
export function badRows(bad: readonly BadRow[]): Outcome {
  const lines = new Set(bad.map(({ line }) => line)).size;
  const told = bad.slice(0, MOST_TOLD).map((row) => `${spoken(row)}.`);
  return refused(
    "bad-rows",
    `Nothing was imported: ${lines} ${lines === 1 ? "row needs" : "rows need"} a correction. ${told.join(" ")}`,
    {
      bad: bad.slice(0, MOST_LISTED).map((row) => ({ ...row })),
      badCount: bad.length,
    },
  );
}
function spoken({ line, column, sentence }: BadRow): string {
  return `${line}${column === undefined ? "" : `, ${column}`}: ${sentence}`;
}

export function keyText({ pk, sk }: Key): string {
  return `${pk}|${sk}`;
}
