import * as z from "zod/mini";
import { inParallel } from "#platform/parallel";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { type LeftOut, readPages, releasedRounds } from "#records/round";
import { neverWrittenTo } from "./never-written-to.ts";

const invitedRow = z.object({ did: z.string(), roundId: z.string() });

interface Invited {
  /** By party: the round that invited it, written already or, of a released round, still on its way. */
  readonly invited: ReadonlyMap<string, { readonly roundId: string; readonly did: string }>;
  /** Parties that a stopped round never wrote to, with their delegations: another round may invite them. */
  readonly free: ReadonlyMap<string, string>;
}

/** Who was invited to a convocation by other rounds. */
export async function alreadyInvited(
  tables: Tables,
  round: { readonly id: string; readonly convocationId: string },
): Promise<Invited> {
  const invited = new Map<string, { roundId: string; did: string }>();
  for (const other of await releasedRounds(tables, round.convocationId))
    if (other.id !== round.id && other.state !== "stopped")
      for (const { code, did } of (await readPages(tables, other)).flatMap(({ entries }) => entries))
        invited.set(code, { roundId: other.id, did });
  const rows = await tables.query({ pk: keys.convocation(round.convocationId).pk, prefix: "INVITED#" });
  const free = await neverWrittenTo(tables, rows);
  for (const row of rows) {
    const code = row.sk.slice("INVITED#".length);
    if (!free.has(code)) invited.set(code, invitedRow.parse(row));
  }
  return { invited, free };
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
