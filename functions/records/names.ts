import type { Texts } from "#events/envelope";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { partySchema } from "#records/registry";
import { settledRows } from "#records/staged";

/** The parties named, by code, as the first of the dialogues that knows one has it: one read for all of them. */
export async function readParties(tables: Tables, dialogues: readonly string[], codes: readonly string[]) {
  const wanted = dialogues.map((dialogueId) => [...new Set(codes)].map((code) => keys.party(dialogueId, code)));
  const rows = await settledRows(tables, await tables.getMany(wanted.flat()));
  const rank = ({ pk }: Row) => wanted.findIndex((keys) => keys[0]?.pk === pk);
  rows.sort((a, b) => rank(b) - rank(a));
  const parties = new Map(rows.map((row) => partySchema.parse(row)).map((party) => [party.code, party]));
  return { parties, names: { party: (code: string): Texts | undefined => parties.get(code)?.names } };
}
