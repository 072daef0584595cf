import type * as z from "zod/mini";
import type { reportCorrected } from "#events/report/corrected.v1";
import type { Queues } from "#platform/queues";
import type { Tables } from "#platform/table";
import { handOutNotices } from "./hand-out-notices.ts";

/** Whoever was told of a publication is told of its correction too. */
export const onReportCorrected =
  (deps: { tables: Tables; queues: Queues }) =>
  async ({ data, at }: z.infer<typeof reportCorrected.schema>): Promise<void> =>
    handOutNotices(deps, data, at);
