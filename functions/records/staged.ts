import * as z from "zod/mini";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";

/** What a row will say once the import that is changing it is applied. Until then, and for ever where it never is, the row says what it said. */
const nextSchema = z.object({
  batch: z.string(),
  dialogueId: z.string(),
  values: z.custom<{ readonly [name: string]: Row[string] }>((value) => typeof value === "object" && value !== null),
});
const headSchema = z.object({ pending: z.array(z.string()) });

/** A row with another import's values beside its own: readers see them all at once, when the import's id leaves the list of pending ones. */
export function staged(
  row: Row,
  batch: string,
  dialogueId: string,
  values: { readonly [name: string]: Row[string] },
): Row {
  return { ...row, next: { batch, dialogueId, values } };
}

/** The row as it counts. */
export function settled(row: Row, pending: ReadonlySet<string>): Row {
  if (row["next"] === undefined) return row;
  const { next, ...held } = row;
  const { batch, values } = nextSchema.parse(next);
  const plain: Row = { ...held, pk: row.pk, sk: row.sk };
  return pending.has(batch) ? plain : { ...plain, ...values, pk: row.pk, sk: row.sk };
}

/** Rows as they count, where the reader has no dialogue at hand: its list of pending imports is read only where a row is being changed. */
export async function settledRows(tables: Tables, rows: readonly Row[]): Promise<Row[]> {
  const dialogues = new Set(
    rows.flatMap((row) => (row["next"] === undefined ? [] : [nextSchema.parse(row["next"]).dialogueId])),
  );
  if (dialogues.size === 0) return [...rows];
  const heads = await tables.getMany([...dialogues].map((dialogueId) => keys.dialogue(dialogueId)));
  const pending = new Set(heads.flatMap((head) => headSchema.parse(head).pending));
  return rows.map((row) => settled(row, pending));
}
