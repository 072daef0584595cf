/**
 * Everything in the templates that a reviewer would ask about, with its reason: findings of cdk-nag's AWS Solutions pack that
 * are meant, wildcards in grants, findings of cfn-lint that are wrong. There is no other place where one is let through.
 */

/** Findings of cdk-nag, by the name under which a construct acknowledges one. */
export const accepted = {
  "no-access-log-of-a-bucket": {
    rule: "S1",
    reason:
      "only named functions and ops reach it; the ledger says who published, the API who asked, and an export cannot be changed",
  },
  "a-secret-that-a-person-turns": {
    rule: "SMG4",
    reason: "a key can only leave when no link of it is open: a person turns it, a timer must not",
  },
  "a-queue-without-dead-letters": {
    rule: "SQS3",
    reason: "no function reads it: it is where a person looks",
  },
  "a-route-for-everybody": {
    rule: "APIG4",
    reason: "meant for everybody: the link in the mail is the key, or there is nothing to lock",
  },
  "a-user-pool-of-the-lower-plan": {
    rule: "COG8",
    reason: "the dearer plan guesses who is an intruder; here everybody needs a second factor",
  },
} as const;
export type Accepted = keyof typeof accepted;

/** Wildcards in the grants of roles. `resource` is as test/lib/grants.golden.txt writes it. cdk-nag finds each as IAM5. */
export const wildcards = [
  {
    action: /^s3:(Get|Put|Delete)Object$/,
    resource: /^(Documents\/(imports|documents|aws\/lambda)|LockedExports\/(ledger|days))\/\*$/,
    nag: /(Documents|LockedExports)\w+\/(imports|documents|aws\/lambda|ledger|days)\/\*\]$/,
    reason: "objects of one folder: their names are made at run time",
  },
  {
    action: /^scheduler:CreateSchedule$/,
    resource: /:schedule\/Schedules\/\*$/,
    nag: /:schedule\/<Schedules>\/\*\]$/,
    reason: "schedules of the stage's one group: their names are made at run time",
  },
  {
    action: /^ses:GetAccount$/,
    resource: /^\*$/,
    nag: /\[Resource::\*\]$/,
    reason: "the account's quota of mail is of no resource",
  },
] as const;

/** Rules of cfn-lint that are not asked, and why. */
export const unlinted: { readonly [rule: string]: string } = {
  W3005: "CDK's function names its role in DependsOn as well; the second mention changes nothing",
};
