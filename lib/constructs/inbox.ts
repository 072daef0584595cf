import { Duration } from "aws-cdk-lib";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { EnvName } from "#platform/environment";
import type { Step } from "./step.ts";
import { allow, type Use } from "./use.ts";

const RECEIVES = 5;
const KEPT = Duration.days(14);
const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: KEPT };

/** A step's queue. What fails five times waits in its dead-letter queue for a fortnight, and the step's alarm says who suffers meanwhile. */
export class Inbox extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  /** Its function, or its own name where it is one of several of a function. */
  readonly label: string;

  constructor(scope: Construct, id: string, reader: Step) {
    super(scope, id);
    this.label = scope === reader ? reader.node.id : id;
    this.deadLetters = new Queue(this, "DeadLetters", common);
    this.queue = new Queue(this, "Queue", {
      ...common,
      // As AWS advises: a batch that is throttled for a while must not become visible meanwhile.
      visibilityTimeout: Duration.seconds(6 * reader.timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: RECEIVES },
    });
  }

  /** Messages that were given up on and wait for a person. */
  givenUp(): Metric {
    return this.deadLetters.metricApproximateNumberOfMessagesVisible({
      period: Duration.minutes(5),
      statistic: "Maximum",
    });
  }

  /** Lets a rule put what it matched into the queue. */
  takeFrom(ruleArn: string): void {
    const statement = allow(["sqs:SendMessage"], [this.queue.queueArn], { ArnEquals: { "aws:SourceArn": ruleArn } });
    statement.addPrincipals(new ServicePrincipal("events.amazonaws.com"));
    this.queue.addToResourcePolicy(statement);
  }

  /** For who fills it. */
  filled(name: Extract<EnvName, `${string}QUEUE_URL`>): Use {
    return fills(name, this.queue);
  }
}

/** What an alarm says of a function that gave up. */
export function gaveUp(name: string, stage: string): string {
  return `${name} gave up on a message after ${RECEIVES} tries. It waits ${KEPT.toDays()} days in the dead-letter queue: npx convoke dlq show ${name} --stage ${stage}.`;
}

export function fills(name: Extract<EnvName, `${string}QUEUE_URL`>, queue: Queue): Use {
  return { environment: { [name]: queue.queueUrl }, statements: [allow(["sqs:SendMessage"], [queue.queueArn])] };
}
