import { Duration, SecretValue } from "aws-cdk-lib";
import { CfnApiDestination, CfnConnection, CfnRule } from "aws-cdk-lib/aws-events";
import { PolicyDocument, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Queue, QueueEncryption } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";
import { FACT_SOURCE } from "#events/envelope";
import type { Subscriber as Asked } from "#lib/subscriber-config";
import { alarm } from "./alarm.ts";
import type { Flow } from "./ground.ts";
import { acknowledge } from "./nag.ts";
import { allow } from "./use.ts";

/** How often and how long EventBridge tries; what then has not been taken is a dead letter. */
const TRIES = { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 };
const KEPT = Duration.days(14);
/** Calls a second, at most; what is beyond waits. */
const RATE = 50;

/** Another system that is told of facts: one rule of its own, one target, and a queue for what it did not take. */
export class Subscriber extends Construct {
  constructor(flow: Flow, name: string, asked: Asked) {
    super(flow, `subscriber-${name}`);
    const where = asked.bus === undefined ? this.#address(asked) : { arn: asked.bus, may: "events:PutEvents" };
    const deadLetters = this.#deadLetters(flow, name);
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("events.amazonaws.com", {
        conditions: { StringEquals: { "aws:SourceAccount": flow.account } },
      }),
      inlinePolicies: { Own: new PolicyDocument({ statements: [allow([where.may], [where.arn])] }) },
    });
    const rule = new CfnRule(this, "Rule", {
      eventBusName: flow.bus.eventBusName,
      eventPattern: { source: [FACT_SOURCE], "detail-type": asked.facts },
      targets: [
        {
          id: "Subscriber",
          arn: where.arn,
          roleArn: role.roleArn,
          deadLetterConfig: { arn: deadLetters.queueArn },
          retryPolicy: TRIES,
        },
      ],
    });
    const left = allow(["sqs:SendMessage"], [deadLetters.queueArn], { ArnEquals: { "aws:SourceArn": rule.attrArn } });
    left.addPrincipals(new ServicePrincipal("events.amazonaws.com"));
    deadLetters.addToResourcePolicy(left);
  }

  #address({ url, secret, header = "x-api-key" }: Asked) {
    if (url === undefined || secret === undefined) throw new Error("A subscriber has neither a bus nor an address.");
    const connection = new CfnConnection(this, "Connection", {
      authorizationType: "API_KEY",
      authParameters: {
        // A reference that CloudFormation resolves: the template never holds the value.
        apiKeyAuthParameters: {
          apiKeyName: header,
          apiKeyValue: SecretValue.secretsManager(secret).unsafeUnwrap(),
        },
      },
    });
    const destination = new CfnApiDestination(this, "Destination", {
      connectionArn: connection.attrArn,
      httpMethod: "POST",
      invocationEndpoint: url,
      invocationRateLimitPerSecond: RATE,
    });
    return { arn: destination.attrArn, may: "events:InvokeApiDestination" };
  }

  #deadLetters(flow: Flow, name: string): Queue {
    const queue = new Queue(this, "DeadLetters", {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: KEPT,
    });
    acknowledge(queue, "a-queue-without-dead-letters");
    alarm(this, "GivenUp", flow, {
      metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(5), statistic: "Maximum" }),
      threshold: 1,
      impact: `the system ${name} does not learn what happened here`,
      what: `EventBridge could not hand facts to the subscriber ${name} for a day. They wait ${KEPT.toDays()} days in its dead-letter queue: npx convoke dlq --stage ${flow.config.name} tells which.`,
      page: "subscribers",
    });
    return queue;
  }
}
