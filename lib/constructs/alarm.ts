import type { Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Effect, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import type { Construct } from "constructs";
import type { StageConfig } from "#lib/config";
import type { FunctionName } from "#lib/functions";
import type { Ground } from "./ground.ts";

/** A page of the runbook: of a function, or of what no function is to blame for. */
export type RunbookPage = FunctionName | "server-errors" | "parked-rows" | "bounces" | "complaints" | "subscribers";

/** Where that page stands. */
export const runbook = (page: RunbookPage) => `RUNBOOK.md#${page}`;

export interface AlarmProps {
  readonly metric: IMetric;
  /** It rings at this value and above. */
  readonly threshold: number;
  /** Who suffers, in words for a person. */
  readonly impact: string;
  /** What was seen, and what to do. */
  readonly what: string;
  /** Where it is said how to look, mend and replay. */
  readonly page: RunbookPage;
}

/** An alarm that says who suffers, and where to read on. Stages without alarms have none at all: each costs. */
export function alarm(
  scope: Construct,
  id: string,
  ground: Ground,
  { metric, threshold, impact, what, page }: AlarmProps,
): void {
  const { alarmTopic: topic } = ground.record;
  if (!topic) return;
  const made = new Alarm(scope, id, {
    metric,
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
    alarmDescription: `If this is not seen to, ${impact}. ${what} Read ${runbook(page)}`,
  });
  made.addAlarmAction(new SnsAction(topic));
}

/** Where every alarm of a stage goes. */
export function alarmTopic(stack: Stack, { alarms }: StageConfig): Topic | undefined {
  if (alarms === false) return undefined;
  const topic = new Topic(stack, "Alarms", { enforceSSL: true });
  topic.addSubscription(new EmailSubscription(alarms.email));
  // A policy of one's own replaces the default one, which let the account's alarms in.
  topic.addToResourcePolicy(
    new PolicyStatement({
      effect: Effect.ALLOW,
      principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
      actions: ["sns:Publish"],
      resources: [topic.topicArn],
      conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
    }),
  );
  return topic;
}
