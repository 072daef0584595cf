import type * as z from "zod/mini";
import type { Change } from "#domain/meeting-change";
import type { meetingChanged } from "#events/meeting/changed.v1";
import { type Queues, sendAll } from "#platform/queues";
import type { Tables } from "#platform/table";
import { readChange } from "#records/meeting-change";
import { releasedRounds } from "#records/round";

/**
 * The planner of what people are told: hands out the audience pages of every round whose mails were let go, of those that were
 * stopped or closed too: whoever got a mail of it hears what became of the meeting.
 */
export const onMeetingChanged =
  ({ tables, queues }: { tables: Tables; queues: Queues }) =>
  async ({ data, at }: z.infer<typeof meetingChanged.schema>): Promise<void> => {
    const { convocationId, revision } = data;
    const change = await readChange(tables, convocationId, revision);
    if (!change) throw new Error(`The change ${revision} of ${convocationId} that happened is not there.`);
    if (!concernsAnybody(change)) return;
    const pages = (await releasedRounds(tables, convocationId)).flatMap((round) =>
      Array.from({ length: round.pages }, (_, page) => ({
        body: { convocationId, revision, roundId: round.id, page, at },
      })),
    );
    await sendAll(queues, "PAGES_QUEUE_URL", pages);
  };

/** The chair that passes inside the meeting is told to nobody, asks nothing and moves nothing. */
function concernsAnybody({ told, confirm, calendar, replans }: Change): boolean {
  return told !== "nobody" || confirm || calendar !== "none" || replans;
}
