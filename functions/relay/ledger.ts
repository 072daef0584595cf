import { eventBridge } from "#platform/bus";
import { sqsQueues } from "#platform/queues";
import { streamSteps } from "#platform/stream-steps";
import { fromLedger } from "./from-ledger.ts";

export const handler = streamSteps(fromLedger({ bus: eventBridge(), queues: sqsQueues() }));
