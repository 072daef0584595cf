import type { Known } from "#domain/convening";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { readRegistries } from "#records/registry";
import { readSchemes } from "#records/tags";

/** What a dialogue, or those of a joint meeting, know of what somebody convenes or records. `named`: meetings that it names. */
export async function readKnown(
  tables: Tables,
  [first = "", ...others]: readonly string[],
  named: readonly string[],
): Promise<Known> {
  const [registry, held, schemes] = await Promise.all([
    readRegistries(tables, [first, ...others]),
    tables.getMany(named.map((id) => keys.meeting(first, id))),
    readSchemes(tables, first),
  ]);
  return { registry, meetings: new Set(held.map(({ sk }) => sk)), schemes };
}
