import { CsvError, parse } from "csv-parse/sync";

export interface CsvRow {
  /** The line of the file that the row begins on, counted from 1, for a message to the person who made the file. */
  readonly line: number;
  readonly values: { readonly [column: string]: string };
}

/** Rows by column name; comma, semicolon or tab; a byte-order mark is dropped. A broken file is a sentence, not an exception. */
export function readCsv(text: string): readonly CsvRow[] | { readonly sentence: string } {
  try {
    const records: unknown = parse(text.replaceAll(/\r\n?/g, "\n"), {
      bom: true,
      columns: (names: string[]) => names.map((name) => name.trim().toLowerCase()),
      delimiter: [",", ";", "\t"],
      info: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 100_000,
    });
    if (!Array.isArray(records)) return { sentence: "The file holds no rows." };
    return records.flatMap((held: unknown) => {
      if (typeof held !== "object" || held === null || !("record" in held) || !("info" in held)) return [];
      const { record, info } = held;
      const lastLine =
        typeof info === "object" && info !== null && "lines" in info && typeof info.lines === "number" ? info.lines : 0;
      const values =
        typeof record === "object" && record !== null
          ? Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value ?? "")]))
          : {};
      // The parser counts up to a row's end; the row began above the line breaks within its cells.
      const within = Object.values(values).reduce((sum, cell) => sum + cell.split("\n").length - 1, 0);
      return [{ line: lastLine - within, values }];
    });
  } catch (error) {
    if (error instanceof CsvError)
      return {
        sentence: `The file is not a table that can be read: ${error.message}. Save it again as CSV with one header line.`,
      };
    throw error;
  }
}
