import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { secretLinks } from "#platform/links";
import { sesMailer } from "#platform/mailer";
import { pageSteps } from "#platform/page-steps";
import { scheduler } from "#platform/schedules";
import { deliver } from "./deliver.ts";
import { renderer } from "./render.ts";

const tables = dynamoTables();
export const handler = pageSteps(
  z.object({ mailId: z.string() }),
  deliver({
    tables,
    mailer: sesMailer(),
    schedules: scheduler(),
    render: renderer({ tables, links: secretLinks() }),
    clock: systemClock,
    ids: randomIds,
  }),
);
