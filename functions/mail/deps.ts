import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { sqsQueues } from "#platform/queues";
import { sesQuota } from "#platform/quota";
import { scheduler } from "#platform/schedules";
import type { PumpDeps } from "./pump.ts";

export const pumpDeps = (): PumpDeps => ({
  tables: dynamoTables(),
  mailer: sesQuota(),
  queues: sqsQueues(),
  schedules: scheduler(),
  clock: systemClock,
  ids: randomIds,
});
