import { CsvError, parse } from "csv-parse/sync";

export interface TableRow {
  /** The line that the row begins on, counted from 1, as an editor or a spreadsheet numbers it. */
  readonly line: number;
  readonly cells: readonly string[];
}
export type Table = { readonly rows: readonly TableRow[] } | { readonly sentence: string };

/** Limits of a table, one for every format: beyond them a file is a mistake or an attack. */
export const MOST_ROWS = 50_000;
export const MOST_COLUMNS = 200;
const MOST_RECORD = 100_000;
const delimiters = [",", ";", "\t"] as const;
export type Delimiter = (typeof delimiters)[number];

/** Rows of cells, the header first; comma, semicolon or tab, by the header line. A broken file is a sentence, not an exception. */
export function readCsv(text: string): Table & { readonly delimiter: Delimiter } {
  const plain = text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n");
  // Excel's own way to name the delimiter: a first line `sep=;`.
  const named = /^sep=([,;\t])\n/i.exec(plain)?.[1];
  const body = named === undefined ? plain : plain.slice(6);
  const delimiter = delimiters.find((known) => known === named) ?? delimiterOf(body);
  const skipped = named === undefined ? 0 : 1;
  try {
    const records: unknown = parse(body, {
      columns: false,
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      to: MOST_ROWS + 2,
      max_record_size: MOST_RECORD,
    });
    return { ...limited(numbered(Array.isArray(records) ? records : [], skipped)), delimiter };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const broken = fault(
      error.code,
      skipped + (openQuote(body, delimiter) ?? count(error, "lines")),
      skipped + count(error, "lines"),
    );
    return { sentence: `The file is not a table that can be read: ${broken}`, delimiter };
  }
}

/** A cell as it was before `csvOf` made a formula of it harmless. */
export function plainCell(cell: string): string {
  return cell.replace(/^'(?=[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20])/, "");
}

function fault(code: string, opened: number, stopped: number): string {
  switch (code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return `the quote that opens on line ${opened} is never closed. Close it, or take it away.`;
    case "CSV_MAX_RECORD_SIZE":
      return `the row of line ${opened} has more than ${MOST_RECORD} characters. Look for a quote that is never closed.`;
    default:
      return `on line ${stopped} text follows after a closing quote. Put the whole cell into quotes and double those within, or take the quotes away.`;
  }
}

/** The table within its limits, or what to do about it. Rows without any text do not count. */
export function limited(rows: readonly TableRow[]): Table {
  const held = rows.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const widest = held.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  if (widest > MOST_COLUMNS)
    return {
      sentence: `The file has ${widest} columns; at most ${MOST_COLUMNS} can be read. Keep the columns that are needed.`,
    };
  if (held.length > MOST_ROWS + 1)
    return { sentence: `The file has more than ${MOST_ROWS} rows. Split it and import the parts one after another.` };
  return { rows: held };
}

function numbered(records: readonly unknown[], skipped: number): TableRow[] {
  let end = skipped;
  let emptyBefore = 0;
  return records.flatMap((held) => {
    if (typeof held !== "object" || held === null || !("record" in held) || !("info" in held)) return [];
    const { record, info } = held;
    if (!Array.isArray(record)) return [];
    // A row begins after the last row's end and the empty lines between; the breaks within its own cells come later.
    const empty = count(info, "empty_lines");
    const line = end + (empty - emptyBefore) + 1;
    end = skipped + count(info, "lines");
    emptyBefore = empty;
    return [{ line, cells: record.map((cell) => String(cell ?? "")) }];
  });
}

function count(info: unknown, name: "lines" | "empty_lines"): number {
  if (typeof info !== "object" || info === null) return 0;
  const value = Object.entries(info).find(([key]) => key === name)?.[1];
  return typeof value === "number" ? value : 0;
}

/** The one that stands most often in the header line, outside quotes. */
function delimiterOf(text: string): Delimiter {
  const counts = new Map<string, number>();
  let quoted = false;
  for (const char of text.slice(0, MOST_RECORD)) {
    if (char === '"') quoted = !quoted;
    else if (char === "\n" && !quoted && counts.size > 0) break;
    else if (!quoted) counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  const ranked = [...delimiters].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
  return ranked[0] ?? ",";
}

/** The line on which a quote opens that nothing closes. */
function openQuote(text: string, delimiter: string): number | undefined {
  let line = 1;
  let opened: number | undefined;
  let fresh = true;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      if (opened === undefined && fresh) opened = line;
      else if (opened !== undefined && text[at + 1] === '"') at++;
      else if (opened !== undefined) opened = undefined;
    }
    if (char === "\n") line++;
    if (opened === undefined) fresh = char === delimiter || char === "\n" || (fresh && char === " ");
  }
  return opened;
}
