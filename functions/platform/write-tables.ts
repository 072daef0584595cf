import { stringify } from "csv-stringify/sync";
import writeExcelFile from "write-excel-file/node";

/** A table to be written: its header, then rows of as many cells. */
export interface Written {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A sign at a cell's beginning that a spreadsheet takes for a formula gets a quote before it; `plainCell` of csv.ts takes it away. UTF-8 with a mark, so that Excel reads Arabic. */
export function csvOf({ columns, rows }: Omit<Written, "name">): string {
  return stringify([columns, ...rows], { bom: true, escape_formulas: true });
}

/** A workbook with a sheet for each table, every cell as text: nothing in it is a formula, and no code becomes a number. */
export async function xlsxOf(tables: readonly Written[]): Promise<Buffer> {
  return writeExcelFile(
    tables.map(({ name, columns, rows }) => ({
      sheet: name,
      data: [columns.map((column) => ({ value: column, fontWeight: "bold" as const })), ...rows.map(cellsOf)],
      stickyRowsCount: 1,
    })),
  ).toBuffer();
}

function cellsOf(row: readonly string[]) {
  return row.map((cell) => (cell === "" ? null : { value: cell, type: String }));
}
