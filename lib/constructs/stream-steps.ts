import { Duration } from "aws-cdk-lib";
import type { IMetric } from "aws-cdk-lib/aws-cloudwatch";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import type { FunctionName } from "#lib/functions";
import { RELAY_FAILURES } from "#lib/record-stack";
import type { Ground } from "./ground.ts";
import { Step, type StepProps } from "./step.ts";
import { allow } from "./use.ts";

const LATE = Duration.minutes(10);

export interface StreamProps extends StepProps {
  /** Rows that were put, or every change; nothing of ours changes or removes any. */
  readonly of: "insertions" | "changes";
  /** Rows a batch; 100 where nothing is said. */
  readonly batch?: number;
  /** Seconds for which rows may be gathered into one batch. */
  readonly gather?: number;
  /** What is not done meanwhile; it follows "… has not". */
  readonly duty: string;
}

/**
 * A step on what happens to the ledger. It tries for twelve of the stream's twenty-four hours; what it could not do by then
 * is left in the bucket with its rows (a queue would be told shard and sequence numbers only, which soon lead nowhere).
 * Each such step reads the stream for itself: none waits for another.
 */
export class StreamSteps extends Step {
  constructor(ground: Ground, name: FunctionName, { of, batch = 100, gather, duty, ...props }: StreamProps) {
    super(ground, name, props);
    const { ledgerStreamArn, documents } = ground.record;
    this.use({
      environment: {},
      statements: [
        allow(
          ["dynamodb:GetRecords", "dynamodb:GetShardIterator", "dynamodb:DescribeStream", "dynamodb:ListStreams"],
          [ledgerStreamArn],
        ),
        allow(["s3:PutObject"], [`${documents.bucketArn}/${RELAY_FAILURES}*`]),
        allow(["s3:ListBucket"], [documents.bucketArn]),
      ],
    });
    new EventSourceMapping(this, "FromLedger", {
      target: this.lambda,
      eventSourceArn: ledgerStreamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      ...(of === "insertions" && { filters: [FilterCriteria.filter({ eventName: FilterRule.isEqual("INSERT") })] }),
      batchSize: batch,
      ...(gather !== undefined && { maxBatchingWindow: Duration.seconds(gather) }),
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: -1,
      maxRecordAge: Duration.hours(12),
      onFailure: { bind: () => ({ destination: documents.bucketArn }) },
    });
    this.alarmAt(
      LATE.toMilliseconds(),
      this.age(),
      `${name} has not ${duty} for ${LATE.toMinutes()} minutes. After twelve hours it leaves it in the bucket for the daily sweep.`,
    );
  }

  /** How old the oldest row is that it has not handed on, in milliseconds. */
  age(): IMetric {
    return this.lambda.metric("IteratorAge", { period: Duration.minutes(5), statistic: "Maximum" });
  }
}
