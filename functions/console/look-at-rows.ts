import type { TableName, Tables } from "#platform/table";

/** Rows of one page: a few megabytes at most, less than Lambda hands back. */
const PAGE = 100;

/** The rows of a partition as they are, after one of them; `next` where there are more. */
export async function rowsOf(tables: Tables, pk: string, after = "", table: TableName = "records") {
  const found = await tables.query({ pk, from: after === "" ? " " : after, limit: PAGE + 2 }, table);
  const rows = found.filter(({ sk }) => sk !== after);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return { rows: page, ...(last && rows.length > PAGE && { next: last.sk }) };
}
