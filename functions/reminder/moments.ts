import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { sqsQueues } from "#platform/queues";
import { scheduler } from "#platform/schedules";
import { atDay } from "./at-day.ts";
import { atStep } from "./at-step.ts";

const step = z.object({ convocationId: z.string(), step: z.string(), instant: z.string(), revision: z.number() });
const deps = {
  tables: dynamoTables(),
  queues: sqsQueues(),
  schedules: scheduler(),
  clock: systemClock,
  ids: randomIds,
};
export const handler = momentSteps("reminder", [
  atMoment("step", step, atStep(deps)),
  atMoment("day", z.object({}), atDay(deps)),
]);
