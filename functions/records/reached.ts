import * as z from "zod/mini";
import { inParallel } from "#platform/parallel";
import type { Tables } from "#platform/table";
import { readDelegation } from "#records/delegation";
import { keys } from "#records/keys";

/** Whom parts of a meeting reach now: delegations that were invited to them, people who were written to, and those who are registered. */
export interface Reached {
  readonly delegations: number;
  readonly invitees: number;
  readonly registered: number;
}
const AT_ONCE = 16;
const invited = z.object({ did: z.string() });

/** Counted from the rows, strongly: one Query for the delegations, one for each. */
export async function reached(tables: Tables, convocationId: string, parts: readonly string[]): Promise<Reached> {
  const rows = await tables.query({ pk: keys.convocation(convocationId).pk, prefix: "INVITED#" });
  const sum = { delegations: 0, invitees: 0, registered: 0 };
  await inParallel(rows, AT_ONCE, async (row) => {
    const view = await readDelegation(tables, invited.parse(row).did);
    if (!view || !parts.some((part) => Object.hasOwn(view.delegation.parts, part))) return;
    sum.delegations += 1;
    sum.invitees += view.invitees.length;
    sum.registered += view.registrations.filter(
      ({ registration }) =>
        registration.state === "registered" && registration.parts.some((part) => parts.includes(part)),
    ).length;
  });
  return sum;
}
