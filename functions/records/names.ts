import type { Texts } from "#events/envelope";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { partySchema } from "#records/registry";
import { settledRows } from "#records/staged";

/** The parties named, by code: one read for all of them. */
export async function readParties(tables: Tables, dialogueId: string, codes: readonly string[]) {
  const held = await tables.getMany([...new Set(codes)].map((code) => keys.party(dialogueId, code)));
  const rows = await settledRows(tables, held);
  const parties = new Map(rows.map((row) => partySchema.parse(row)).map((party) => [party.code, party]));
  return { parties, names: { party: (code: string): Texts | undefined => parties.get(code)?.names } };
}
