import { RemovalPolicy } from "aws-cdk-lib";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { StageConfig } from "#lib/config";

export function logGroup(
  scope: Construct,
  id: string,
  { retention: { logs }, protected: kept }: StageConfig,
): LogGroup {
  const retention: RetentionDays = logs;
  return new LogGroup(scope, id, {
    retention,
    removalPolicy: kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
  });
}
