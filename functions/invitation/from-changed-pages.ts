import type { Clock, Ids } from "#platform/clock";
import type { Tables } from "#platform/table";
import { readInvited } from "#records/convocation";
import { readPage, readRound } from "#records/round";
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
  ({ tables, clock, ids }: { tables: Tables; clock: Clock; ids: Ids }) =>
  async ({ convocationId, revision, roundId, page, at }: Handed): Promise<void> => {
    const held = await readRound(tables, roundId);
    const frozen = held && (await readPage(tables, held.round, page));
    const meeting = await readMeeting(tables, convocationId);
    if (!frozen || !meeting || meeting.convocation.revision < revision)
      throw new Error(
        `Page ${page} of round ${roundId} was handed out for revision ${revision} of ${convocationId}, but one of them is not there.`,
      );
    for (const { code, did } of frozen.entries) {
      // Another round may have invited the party in the place of this one, which was stopped.
      if ((await readInvited(tables, convocationId, code)) !== did) continue;
      const act = { actor: "system:invitation", door: "fact", now: clock.now(), commitId: ids.next() } as const;
      await tellDelegation(tables, act, did, meeting, at);
    }
  };
