import { systemClock } from "#platform/clock";
import { exportsBucket } from "#platform/locked-blobs";
import { sqsQueues } from "#platform/queues";
import { streamSteps } from "#platform/stream-steps";
import { fromLedgerChanges } from "./from-ledger-changes.ts";

export const handler = streamSteps(
  fromLedgerChanges({ exports: exportsBucket(), queues: sqsQueues(), clock: systemClock }),
);
