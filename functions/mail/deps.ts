import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { sesMailer } from "#platform/mailer";
import { sqsQueues } from "#platform/queues";
import { scheduler } from "#platform/schedules";
import type { PumpDeps } from "./pump.ts";

export const pumpDeps = (): PumpDeps => ({
  tables: dynamoTables(),
  mailer: sesMailer(),
  queues: sqsQueues(),
  schedules: scheduler(),
  clock: systemClock,
  ids: randomIds,
});
