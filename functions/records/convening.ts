import type { Known } from "#domain/convening";
import { together } from "#domain/joint";
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
  const dialogues = [...new Set([first, ...others])];
  const [registries, held, schemes] = await Promise.all([
    readRegistries(tables, dialogues),
    tables.getMany(named.map((id) => keys.meeting(first, id))),
    readSchemes(tables, first),
  ]);
  return {
    registry: together(registries),
    unknownDialogues: dialogues.filter((_, index) => registries[index]?.parties.length === 0),
    meetings: new Set(held.map(({ sk }) => sk)),
    schemes,
  };
}
