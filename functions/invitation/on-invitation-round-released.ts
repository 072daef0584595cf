import type * as z from "zod/mini";
import type { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { type Queues, sendAll } from "#platform/queues";

/** The planner: hands out a released round's page numbers. Run again, it hands them out again; a page that is written says so itself. */
export const onInvitationRoundReleased =
  ({ queues }: { queues: Queues }) =>
  async ({ data, at }: z.infer<typeof invitationRoundReleased.schema>): Promise<void> => {
    const pages = Array.from({ length: data.pages }, (_, page) => ({
      body: { roundId: data.roundId, hash: data.hash, page, at },
    }));
    await sendAll(queues, "PAGES_QUEUE_URL", pages);
  };
