import * as z from "zod/mini";
import { documentsBucket } from "#platform/blobs";
import { eventBridge } from "#platform/bus";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { sqsQueues } from "#platform/queues";
import { atDay } from "./at-day.ts";

export const handler = momentSteps("relay", [
  atMoment("day", z.object({}), atDay({ bus: eventBridge(), queues: sqsQueues(), blobs: documentsBucket() })),
]);
