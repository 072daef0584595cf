import type { QueueDescription } from "./engines/sqs.ts";
import type { ResourcePolicy, RoleDescription } from "./grants.ts";
import { shapes } from "./properties.ts";
import { ACCOUNT, type Templates } from "./templates.ts";

/** The one managed policy that functions commonly have. */
const MANAGED: Readonly<Record<string, unknown>> = {
  "service-role/AWSLambdaBasicExecutionRole": {
    Statement: [
      { Effect: "Allow", Action: ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"], Resource: "*" },
    ],
  },
};

export function describeRoles(templates: Templates): RoleDescription[] {
  const attached = templates.each("AWS::IAM::Policy", shapes.policy, ({ properties }) => properties);
  return templates.each("AWS::IAM::Role", shapes.role, ({ where, name, arn, ref, properties: p }) => {
    const managed = p.ManagedPolicyArns.map((policyArn) => {
      const document = MANAGED[policyArn.replace(/^arn:[^/]*:policy\//, "")];
      if (document === undefined)
        throw new Error(`${where}: the local stack does not know the managed policy ${policyArn}`);
      return { name: policyArn, document };
    });
    const inline = p.Policies.map((one) => ({ name: one.PolicyName, document: one.PolicyDocument }));
    const own = attached
      .filter(({ Roles }) => Roles.includes(ref))
      .map((one) => ({ name: one.PolicyName, document: one.PolicyDocument }));
    return { name, arn, trust: p.AssumeRolePolicyDocument, policies: [...managed, ...inline, ...own] };
  });
}

export function describePolicies(templates: Templates, queues: readonly QueueDescription[]): ResourcePolicy[] {
  const onQueues = templates.each("AWS::SQS::QueuePolicy", shapes.queuePolicy, ({ where, properties: p }) =>
    p.Queues.map((url) => {
      const queue = queues.find((one) => one.url === url);
      if (queue === undefined) throw new Error(`${where}: ${url} is no queue`);
      return { arn: queue.arn, where, document: p.PolicyDocument };
    }),
  );
  const onBuckets = templates.each("AWS::S3::BucketPolicy", shapes.bucketPolicy, ({ where, properties: p }) => ({
    arn: `arn:aws:s3:::${p.Bucket}`,
    where,
    document: p.PolicyDocument,
  }));
  const onFunctions = templates.each("AWS::Lambda::Permission", shapes.permission, ({ where, properties: p }) => ({
    arn: p.FunctionName.startsWith("arn:")
      ? p.FunctionName
      : `arn:aws:lambda:${templates.region}:${ACCOUNT}:function:${p.FunctionName}`,
    where,
    document: {
      Statement: {
        Effect: "Allow",
        Action: p.Action,
        Resource: "*",
        Principal: { Service: p.Principal },
        Condition: {
          ...(p.SourceArn !== undefined && { ArnLike: { "aws:SourceArn": p.SourceArn } }),
          ...(p.SourceAccount !== undefined && { StringEquals: { "aws:SourceAccount": p.SourceAccount } }),
        },
      },
    },
  }));
  return [...onQueues.flat(), ...onBuckets, ...onFunctions];
}
