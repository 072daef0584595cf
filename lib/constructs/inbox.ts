import { Duration } from "aws-cdk-lib";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import type { EnvName } from "#platform/environment";
import { alarm } from "./alarm.ts";
import type { Ground } from "./ground.ts";
import type { Step } from "./step.ts";
import { allow, type Use } from "./use.ts";

const RECEIVES = 5;
const KEPT = Duration.days(14);
const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, retentionPeriod: KEPT };

/** A step's queue. What fails five times waits in its dead-letter queue for a fortnight, and the alarm says who suffers meanwhile. */
export class Inbox extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, ground: Ground, reader: Step) {
    super(scope, id);
    this.deadLetters = new Queue(this, "DeadLetters", common);
    this.queue = new Queue(this, "Queue", {
      ...common,
      // As AWS advises: a batch that is throttled for a while must not become visible meanwhile.
      visibilityTimeout: Duration.seconds(6 * reader.timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: RECEIVES },
    });
    alarm(this, "GivenUp", ground, {
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(5),
        statistic: "Maximum",
      }),
      threshold: 1,
      impact: reader.impact,
      what: `${reader.node.id} gave up on a message after ${RECEIVES} tries. It waits ${KEPT.toDays()} days in the dead-letter queue: mend the cause (the log names it), then npx convoke dead-letters redrive ${reader.node.id} --stage ${ground.config.name}.`,
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

export function fills(name: Extract<EnvName, `${string}QUEUE_URL`>, queue: Queue): Use {
  return { environment: { [name]: queue.queueUrl }, statements: [allow(["sqs:SendMessage"], [queue.queueArn])] };
}
