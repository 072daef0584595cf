import { Validations } from "aws-cdk-lib";
import type { IConstruct } from "constructs";
import { type Accepted, accepted } from "#lib/guard-rails";

/** A finding of cdk-nag's AWS Solutions pack that is meant to be so; why stands with all the others in lib/guard-rails.ts. */
export function acknowledge(scope: IConstruct, name: Accepted): void {
  const { rule, reason } = accepted[name];
  Validations.of(scope).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason });
}
