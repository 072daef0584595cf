import * as z from "zod/mini";
import { inParallel } from "#platform/parallel";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { type LeftOut, readPages, releasedRounds } from "#records/round";

const invitedRow = z.object({ did: z.string(), roundId: z.string() });

/** The parties that were invited to a convocation, each with the round that did it: written already, or of a released round whose pages are still on their way. */
export async function alreadyInvited(
  tables: Tables,
  round: { readonly id: string; readonly convocationId: string },
): Promise<ReadonlyMap<string, { readonly roundId: string; readonly did: string }>> {
  const invited = new Map<string, { roundId: string; did: string }>();
  for (const other of await releasedRounds(tables, round.convocationId))
    if (other.id !== round.id)
      for (const { code, did } of (await readPages(tables, other)).flatMap(({ entries }) => entries))
        invited.set(code, { roundId: other.id, did });
  for (const row of await tables.query({ pk: keys.convocation(round.convocationId).pk, prefix: "INVITED#" }))
    invited.set(row.sk.slice("INVITED#".length), invitedRow.parse(row));
  return invited;
}

/** Of those who are left out as invited, the ones who registered somebody already say so. */
export async function withRegistered(
  tables: Tables,
  leftOut: readonly LeftOut[],
  invited: ReadonlyMap<string, { readonly did: string }>,
): Promise<LeftOut[]> {
  const said = [...leftOut];
  await inParallel(leftOut, 8, async (out, index) => {
    const did = out.why === "already-invited" ? invited.get(out.code)?.did : undefined;
    if (did === undefined) return;
    const rows = await tables.query({ pk: keys.delegation(did).pk, prefix: "G#" });
    if (rows.some((row) => row["state"] === "registered")) said[index] = { ...out, why: "already-registered" };
  });
  return said;
}
