import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AccountRecovery, CfnUserPoolGroup, FeaturePlan, Mfa, UserPool } from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import type { StageConfig } from "#lib/config";
import { staffRoles } from "#lib/staff-roles";
import { acknowledge } from "./nag.ts";

/** Who works here: accounts by e-mail address, which only staff make, with a second factor; a role is a group. */
export function staffPool(scope: Construct, config: StageConfig): UserPool {
  const pool = new UserPool(scope, "Staff", {
    selfSignUpEnabled: false,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    standardAttributes: { email: { required: true, mutable: true } },
    mfa: Mfa.REQUIRED,
    mfaSecondFactor: { otp: true, sms: false },
    passwordPolicy: {
      minLength: 14,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
      tempPasswordValidity: Duration.days(7),
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    featurePlan: FeaturePlan.LITE,
    deletionProtection: config.protected,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  acknowledge(pool, "a-user-pool-of-the-lower-plan");
  for (const [role, may] of Object.entries(staffRoles))
    new CfnUserPoolGroup(pool, role, {
      userPoolId: pool.userPoolId,
      groupName: role,
      description: `May ${may}.`,
    }).applyRemovalPolicy(RemovalPolicy.RETAIN);
  return pool;
}
