import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { sqsQueues } from "#platform/queues";
import { atStep } from "./at-step.ts";

const step = z.object({ convocationId: z.string(), step: z.string(), instant: z.string(), revision: z.number() });
export const handler = momentSteps("reminder", [
  atMoment("step", step, atStep({ tables: dynamoTables(), queues: sqsQueues(), clock: systemClock, ids: randomIds })),
]);
