import type * as z from "zod/mini";
import type { meetingChanged } from "#events/meeting/changed.v1";
import type { Act } from "#platform/commit";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { releasedRounds } from "#records/round";
import { ensureSteps } from "./ensure-steps.ts";

/**
 * The steps follow the meeting's new dates: from the row, whichever change came last. A change that moves no date finds its steps
 * there already; of a meeting that is postponed or cancelled there are none; where nobody was invited yet, the first release plans them.
 */
export const onMeetingChanged =
  (deps: { tables: Tables; schedules: Schedules }) =>
  async ({ data }: z.infer<typeof meetingChanged.schema>, act: Act): Promise<void> => {
    if ((await releasedRounds(deps.tables, data.convocationId)).length === 0) return;
    await ensureSteps(deps, data.convocationId, act);
  };
