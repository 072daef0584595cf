import { Duration } from "aws-cdk-lib";
import type { IMetric, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { alarm } from "#lib/constructs/alarm";
import type { Flow } from "#lib/constructs/ground";
import { fills, type Inbox } from "#lib/constructs/inbox";
import { MomentSteps } from "#lib/constructs/moment-steps";
import { acknowledge } from "#lib/constructs/nag";
import { StreamSteps } from "#lib/constructs/stream-steps";
import { bus, files } from "#lib/constructs/uses";

/** From the ledger to the bus and the urgent lane. Returns what shows that it stands still. */
export function relay(flow: Flow, urgent: Inbox): { readonly age: IMetric; readonly parked: Metric } {
  const parked = parkedRows(flow);
  const steps = new StreamSteps(flow, "relay-ledger", {
    impact: "what is done has no consequence: no registration, no receipt, no reminder",
    timeout: 60,
    uses: [bus(flow), urgent.filled("URGENT_QUEUE_URL"), fills("PARKED_QUEUE_URL", parked)],
  });
  const moments = new MomentSteps(flow, "relay-moments", {
    impact: "facts that the relay left behind on a bad day are never handed on",
    timeout: 60,
    uses: [
      bus(flow),
      urgent.filled("URGENT_QUEUE_URL"),
      files(flow, { "relay-failures": ["get", "remove"] }, "missing"),
    ],
  });
  moments.every("rate(1 day)", "day");
  return { age: steps.age(), parked: waiting(parked) };
}

const waiting = (queue: Queue) =>
  queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: "Maximum" });

/** Ledger rows that no code can read wait here for a person, so that they do not stop their shard. */
function parkedRows(flow: Flow): Queue {
  const queue = new Queue(flow, "parked-rows", {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  acknowledge(queue, "SQS3", "no function reads it: it is where a person looks");
  alarm(flow, "ParkedRows", flow, {
    metric: waiting(queue),
    threshold: 1,
    impact: "a fact in the ledger has no consequence",
    what: "The relay met a row that it cannot read and parked it. Deploy code that reads it, then replay it from the ledger.",
    page: "parked-rows",
  });
  return queue;
}
