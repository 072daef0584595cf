import type { Stack } from "aws-cdk-lib";
import type { IEventBus } from "aws-cdk-lib/aws-events";
import type { Role } from "aws-cdk-lib/aws-iam";
import type { CfnScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import type { StageConfig } from "#lib/config";
import type { RecordStack } from "#lib/record-stack";

/** A stack that functions can stand in: what they are configured with, made of and write to. */
export interface Ground extends Stack {
  readonly config: StageConfig;
  /** The folder of the bundles, one folder a function. */
  readonly bundles: string;
  readonly record: RecordStack;
}

/** The stack that events flow through. */
export interface Flow extends Ground {
  readonly bus: IEventBus;
  readonly scheduleGroup: CfnScheduleGroup;
  /** What the scheduler puts wake-ups into queues with. */
  readonly scheduleRole: Role;
}
