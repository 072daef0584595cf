import type { Clock, Ids } from "#platform/clock";
import type { CurrentKey } from "#platform/current-key";
import { isBeforeRestore } from "#platform/restored";
import type { Tables } from "#platform/table";
import { readInvited } from "#records/convocation";
import { type AudienceEntry, readPage, readRound } from "#records/round";
import { passPlaces } from "./pass-places.ts";
import { readMeeting, tellDelegation } from "./tell-delegation.ts";

interface Handed {
  readonly convocationId: string;
  readonly revision: number;
  readonly roundId: string;
  readonly page: number;
  /** When the meeting changed. */
  readonly at: string;
}

/**
 * Tells the delegations of one audience page what changed, from the rows as they stand: a page that comes late tells of
 * everything since, and what comes after it finds nothing left to tell. It may be run again for ever.
 */
export const fromChangedPages =
  (deps: { tables: Tables; clock: Clock; ids: Ids; currentKey: CurrentKey }) =>
  async ({ convocationId, revision, roundId, page, at }: Handed): Promise<void> => {
    const { tables, clock, ids } = deps;
    const held = await readRound(tables, roundId);
    const frozen = held && (await readPage(tables, held.round, page));
    const meeting = await readMeeting(tables, convocationId);
    if (!frozen || !meeting || meeting.convocation.revision < revision)
      throw new Error(
        `Page ${page} of round ${roundId} was handed out for revision ${revision} of ${convocationId}, but one of them is not there.`,
      );
    const ours: AudienceEntry[] = [];
    for (const entry of frozen.entries) {
      // Another round may have invited the party in the place of this one, which was stopped.
      if ((await readInvited(tables, convocationId, entry.code)) !== entry.did) continue;
      ours.push(entry);
      const act = { actor: "system:invitation", door: "fact", now: clock.now(), commitId: ids.next() } as const;
      await tellDelegation(tables, act, entry.did, meeting, at);
    }
    // On another day, others may be the parties' focal points.
    const { convocation, changes } = meeting;
    const moved = changes.some((change) => change.what === "rescheduled" && change.revision >= revision);
    const dated = isBeforeRestore(at) ? at : clock.now();
    if (moved) await passPlaces(deps, { convocation, entries: ours, since: "", dated });
  };
