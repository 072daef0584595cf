import { Duration } from "aws-cdk-lib";
import type { IMetric, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { alarm } from "#lib/constructs/alarm";
import type { Flow } from "#lib/constructs/ground";
import { fills, type Inbox } from "#lib/constructs/inbox";
import { MomentSteps } from "#lib/constructs/moment-steps";
import { acknowledge } from "#lib/constructs/nag";
import { StreamSteps } from "#lib/constructs/stream-steps";
import { bus, exportsOf, files } from "#lib/constructs/uses";

/** From the ledger to the bus, the urgent lane and the locked bucket. Returns what shows that it stands still. */
export function relay(flow: Flow, urgent: Inbox): { readonly age: IMetric; readonly parked: Metric } {
  const parked = parkedRows(flow);
  const steps = new StreamSteps(flow, "relay-ledger", {
    impact: "what is done has no consequence: no registration, no receipt, no reminder",
    of: "insertions",
    duty: "handed on a fact",
    timeout: 60,
    uses: [bus(flow), urgent.filled("URGENT_QUEUE_URL"), fills("PARKED_QUEUE_URL", parked)],
  });
  // Apart from the relay: a locked bucket that takes nothing keeps no fact from the bus.
  const exporter = new StreamSteps(flow, "relay-exports", {
    impact: "a later change of the ledger could not be told",
    of: "changes",
    duty: "exported what was written into the ledger",
    batch: 1_000,
    gather: 300,
    timeout: 60,
    uses: [exportsOf(flow, "ledger"), fills("PARKED_QUEUE_URL", parked)],
  });
  const moments = new MomentSteps(flow, "relay-moments", {
    impact:
      "facts that the relay left behind on a bad day are never handed on, and no day of the ledger's export is sealed",
    timeout: 60,
    uses: [
      bus(flow),
      urgent.filled("URGENT_QUEUE_URL"),
      files(flow, { "relay-failures": ["get", "remove"] }, "missing"),
      exportsOf(flow, "ledger", "days"),
      fills("PARKED_QUEUE_URL", parked),
      { environment: { EXPORTS_FUNCTION: exporter.lambda.functionName }, statements: [] },
    ],
  });
  moments.every("rate(1 day)", "day");
  return { age: steps.age(), parked: waiting(parked) };
}

const waiting = (queue: Queue) =>
  queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: "Maximum" });

/** Ledger rows that no code can read wait here for a person, so that they do not stop their shard; and word of rows that were changed or removed. */
function parkedRows(flow: Flow): Queue {
  const queue = new Queue(flow, "parked-rows", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, "a-queue-without-dead-letters");
  alarm(flow, "ParkedRows", flow, {
    metric: waiting(queue),
    threshold: 1,
    impact: "a fact in the ledger has no consequence, or is no longer what it was",
    what: "The relay met a row that it cannot read and parked it: deploy code that reads it, then replay it from the ledger. Or its message names a change: somebody changed or removed a row, which no code does. Then run convoke audit verify --exports.",
    page: "parked-rows",
  });
  return queue;
}
