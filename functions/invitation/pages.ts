import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { labelledKey } from "#platform/current-key";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { pageSteps } from "#platform/page-steps";
import { fromChangedPages } from "./from-changed-pages.ts";
import { fromPages } from "./from-pages.ts";

const invited = z.object({ roundId: z.string(), hash: z.string(), page: z.number(), at: z.optional(z.string()) });
const changed = z.object({
  convocationId: z.string(),
  revision: z.number(),
  roundId: z.string(),
  page: z.number(),
  at: z.string(),
});

const deps = { tables: dynamoTables(), clock: systemClock, ids: randomIds, currentKey: labelledKey() };
const invite = fromPages(deps);
const tell = fromChangedPages(deps);
/** Pages of two planners, told apart by what they name: a round that was released, or a meeting that changed. */
export const handler = pageSteps(z.union([changed, invited]), async (page) =>
  "convocationId" in page ? tell(page) : invite(page),
);
