import type { StackProps } from "aws-cdk-lib";
import type { StageConfig } from "#lib/config";

/** What the three stacks of a stage share. */
export function stackProps(config: StageConfig, description: string): StackProps {
  return {
    description: `Convoke ${config.name}. ${description}`,
    env: { region: config.region, ...(config.account !== undefined && { account: config.account }) },
    terminationProtection: config.protected,
    tags: { "convoke:stage": config.name },
  };
}
