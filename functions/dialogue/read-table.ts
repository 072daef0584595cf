import * as z from "zod/mini";
import { type Column, matchColumns, shownHeader } from "#domain/import-columns";
import { type Outcome, refused } from "#platform/command-steps";
import { limited, plainCell, readCsv, type Table } from "#platform/csv";
import type { FileRow } from "./import-file.ts";

export interface ReadTable<F extends string> {
  readonly rows: readonly FileRow<F>[];
  readonly notes: readonly string[];
}

const sheet = z.array(z.object({ line: z.int().check(z.positive()), cells: z.array(z.string()) }));

/** A table's rows by our names for its columns, in whatever order and language its header gives them. */
export function readTable<F extends string>(
  text: string,
  format: "csv" | "rows",
  columns: readonly Column<F>[],
): ReadTable<F> | { readonly refusal: Outcome } {
  const table = format === "csv" ? readCsv(text) : sheetOf(text);
  if ("sentence" in table) return { refusal: refused("bad-table", table.sentence) };
  const [header, ...body] = table.rows;
  if (!header) return { refusal: refused("empty-file", "The file holds no rows. Nothing was imported.") };
  const { at, unknown, twice, missing } = matchColumns(header.cells, columns);
  const found = header.cells
    .filter((cell) => cell !== "")
    .slice(0, 20)
    .map(shownHeader);
  if (missing.length > 0)
    return {
      refusal: refused(
        "missing-columns",
        `The header on line ${header.line} has no column for ${missing.map(named).join("; ")}. It has: ${found.join(", ")}. Add what is missing; the order is free.`,
        { missing: missing.map(({ field }) => field), found },
      ),
    };
  if (twice.length > 0)
    return {
      refusal: refused(
        "column-twice",
        `The header on line ${header.line} has two columns for ${twice.join(", ")}. Keep one of them.`,
      ),
    };
  const headers = new Map([...at].map(([field, index]) => [field, shownHeader(header.cells[index] ?? field)]));
  const rows = body.map(({ line, cells }) => ({
    line: `line ${line}`,
    cells: cellsOf(at, format === "csv" ? cells.map(plainCell) : cells),
    header: (field: F) => `column ${headers.get(field) ?? field}`,
  }));
  const over = body.filter(({ cells }) => cells.slice(header.cells.length).some((cell) => cell !== ""));
  if (over[0])
    return {
      refusal: refused(
        "bad-table",
        `Line ${over[0].line} has ${over[0].cells.length} cells; the header has ${header.cells.length}. Put a cell that holds the delimiter into quotes.`,
      ),
    };
  return {
    rows,
    notes:
      unknown.length === 0 ? [] : [`Columns that are not known were left out: ${unknown.slice(0, 20).join(", ")}.`],
  };
}

function cellsOf<F extends string>(
  at: ReadonlyMap<F, number>,
  cells: readonly string[],
): { readonly [field in F]?: string } {
  const held: { [field in F]?: string } = {};
  for (const [field, index] of at) held[field] = cells[index] ?? "";
  return held;
}

function named({ names }: Column): string {
  return `${names.en[0]} (or ${names.fr[0]}, ${names.ar[0]})`;
}

function sheetOf(text: string): Table {
  const broken = {
    sentence: "The rows cannot be read: a list of { line, cells } is needed, as the command line sends it.",
  };
  try {
    const read = sheet.safeParse(JSON.parse(text));
    return read.success ? limited(read.data) : broken;
  } catch {
    return broken;
  }
}
