import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { pageSteps } from "#platform/page-steps";
import { fromPages } from "./from-pages.ts";

export const handler = pageSteps(
  z.object({
    documentId: z.string(),
    roundId: z.string(),
    page: z.number(),
    revision: z.optional(z.number()),
    at: z.optional(z.string()),
  }),
  fromPages({ tables: dynamoTables(), clock: systemClock, ids: randomIds }),
);
