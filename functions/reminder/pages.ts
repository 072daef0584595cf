import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { pageSteps } from "#platform/page-steps";
import { fromPages } from "./from-pages.ts";

const page = z.object({
  convocationId: z.string(),
  step: z.string(),
  instant: z.string(),
  revision: z.number(),
  roundId: z.string(),
  page: z.number(),
});
export const handler = pageSteps(page, fromPages({ tables: dynamoTables(), clock: systemClock, ids: randomIds }));
