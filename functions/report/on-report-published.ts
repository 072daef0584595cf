import type * as z from "zod/mini";
import type { reportPublished } from "#events/report/published.v1";
import type { Queues } from "#platform/queues";
import type { Tables } from "#platform/table";
import { handOutNotices } from "./hand-out-notices.ts";

/** Whom a publication concerns is told of it. */
export const onReportPublished =
  (deps: { tables: Tables; queues: Queues }) =>
  async ({ data, at }: z.infer<typeof reportPublished.schema>): Promise<void> =>
    handOutNotices(deps, data, at);
