import * as z from "zod/mini";
import { dynamoTables } from "#platform/dynamo-tables";
import { pageSteps } from "#platform/page-steps";
import { fromSesEvents } from "./from-ses-events.ts";

const event = z.object({ type: z.string(), mail: z.string(), kind: z.optional(z.string()) });
export const handler = pageSteps(event, fromSesEvents({ tables: dynamoTables() }));
