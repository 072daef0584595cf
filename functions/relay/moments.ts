import * as z from "zod/mini";
import { documentsBucket } from "#platform/blobs";
import { eventBridge } from "#platform/bus";
import { systemClock } from "#platform/clock";
import { environment } from "#platform/environment";
import { exportsBucket } from "#platform/locked-blobs";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { sqsQueues } from "#platform/queues";
import { atDay } from "./at-day.ts";

const deps = {
  bus: eventBridge(),
  queues: sqsQueues(),
  blobs: documentsBucket(),
  exports: exportsBucket(),
  exporter: () => environment("EXPORTS_FUNCTION"),
  clock: systemClock,
};
export const handler = momentSteps("relay", [atMoment("day", z.object({}), atDay(deps))]);
