import * as z from "zod/mini";
import { stamp } from "#events/envelope";
import type { Tables } from "#platform/table";

/** A fact as the ledger holds it. `data` is the canonical text that the hash covers. */
export const ledgerRow = z.object({
  pk: z.string(),
  sk: z.string(),
  type: z.string(),
  data: z.string(),
  at: z.string(),
  actor: stamp.by,
  door: stamp.door,
  commandId: z.exactOptional(z.string()),
  mails: z.exactOptional(z.array(z.string())),
  prev: z.string(),
  hash: z.string(),
});
export type LedgerRow = z.infer<typeof ledgerRow>;

export function factId({ pk, sk }: { pk: string; sk: string }): string {
  return `${pk}#${sk}`;
}

/** What the bus carries of a ledger row. */
export function detailOf(row: LedgerRow) {
  return {
    id: factId(row),
    at: row.at,
    by: row.actor,
    door: row.door,
    ...(row.commandId !== undefined && { commandId: row.commandId }),
    aggregate: row.pk,
    version: Number(row.sk.slice(0, 8)),
    data: JSON.parse(row.data),
  };
}

export async function readLedger(tables: Tables, aggregate: string): Promise<LedgerRow[]> {
  const rows = await tables.query({ pk: aggregate }, "ledger");
  return rows.map((row) => ledgerRow.parse(row));
}
