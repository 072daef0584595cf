import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { EnvName } from "#platform/environment";

export type Environment = { readonly [name in EnvName]?: string };

/** Something a function uses: the names that its code finds it by, and what its role allows with it. Never one without the other. */
export interface Use {
  readonly environment: Environment;
  readonly statements: readonly PolicyStatement[];
}

type Conditions = { readonly [operator: string]: { readonly [key: string]: string } };

/** One explicit statement. (The grants of CDK's constructs allow more than a function calls.) */
export function allow(
  actions: readonly string[],
  resources: readonly string[],
  conditions: Conditions = {},
): PolicyStatement {
  return new PolicyStatement({ actions: [...actions], resources: [...resources], conditions: { ...conditions } });
}
