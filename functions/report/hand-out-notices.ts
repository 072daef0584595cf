import { type Queues, sendAll } from "#platform/queues";
import type { Tables } from "#platform/table";
import { releasedRounds } from "#records/round";

/** The planner of notices: hands out the audience pages of every round of the convocation. A correction names its revision. */
export async function handOutNotices(
  { tables, queues }: { tables: Tables; queues: Queues },
  { documentId, convocationId, revision }: { documentId: string; convocationId: string; revision?: number },
  at: string,
): Promise<void> {
  const rounds = await releasedRounds(tables, convocationId);
  const about = { documentId, ...(revision !== undefined && { revision }) };
  const pages = rounds.flatMap((round) =>
    Array.from({ length: round.pages }, (_, page) => ({ body: { ...about, roundId: round.id, page, at } })),
  );
  await sendAll(queues, "PAGES_QUEUE_URL", pages);
}
