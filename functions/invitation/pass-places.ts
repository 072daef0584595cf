import type { Convocation } from "#domain/convocation";
import type { Clock, Ids } from "#platform/clock";
import type { CurrentKey } from "#platform/current-key";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { dialogueSchema, readFocalPoints } from "#records/registry";
import type { AudienceEntry } from "#records/round";
import { takeOver } from "./take-over.ts";

interface Deps {
  readonly tables: Tables;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly currentKey: CurrentKey;
}
interface Asked {
  readonly convocation: Convocation;
  readonly entries: readonly AudienceEntry[];
  /** Dialogues where no focal point changed since then are passed over. */
  readonly since: string;
  /** The day that the mails bear. */
  readonly dated: string;
}

/** Passes the places of a page's delegations on to whom the registry names on the meeting's day, in every dialogue that convenes it. */
export async function passPlaces(deps: Deps, { convocation, entries, since, dated }: Asked): Promise<void> {
  const { tables, clock, ids } = deps;
  const heads = await tables.getMany(convocation.dialogues.map(keys.dialogue));
  const changed = heads
    .map((head) => dialogueSchema.parse(head))
    .filter(({ focalPointsChanged: at }) => at !== undefined && at >= since);
  const act = { actor: "system:invitation", door: "fact", now: clock.now(), commitId: ids.next() } as const;
  for (const { id } of changed)
    for (const { did, code } of entries) {
      const points = await readFocalPoints(tables, id, code);
      await takeOver(deps, act, { did, convocation, points, dated });
    }
}
