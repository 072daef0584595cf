import type * as z from "zod/mini";
import type { reportPublished } from "#events/report/published.v1";
import { type Queues, sendAll } from "#platform/queues";
import type { Tables } from "#platform/table";
import { releasedRounds } from "#records/round";

/** The planner of notices: hands out the audience pages of every round of the convocation. */
export const onReportPublished =
  ({ tables, queues }: { tables: Tables; queues: Queues }) =>
  async ({ data, at }: z.infer<typeof reportPublished.schema>): Promise<void> => {
    const rounds = await releasedRounds(tables, data.convocationId);
    const pages = rounds.flatMap((round) =>
      Array.from({ length: round.pages }, (_, page) => ({
        body: { documentId: data.documentId, roundId: round.id, page, at },
      })),
    );
    await sendAll(queues, "PAGES_QUEUE_URL", pages);
  };
