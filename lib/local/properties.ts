import { z } from "zod";
import { serviceShapes } from "./properties-of-services.ts";
import { flag, numeric, text, texts, unused } from "./property-values.ts";

const keySchema = z.array(z.strictObject({ AttributeName: text, KeyType: z.enum(["HASH", "RANGE"]) }));
const table = z.strictObject({
  TableName: unused,
  AttributeDefinitions: z.array(z.strictObject({ AttributeName: text, AttributeType: z.enum(["S", "N", "B"]) })),
  KeySchema: keySchema,
  BillingMode: z.literal("PAY_PER_REQUEST"),
  GlobalSecondaryIndexes: z
    .array(
      z.strictObject({
        IndexName: text,
        KeySchema: keySchema,
        Projection: z.strictObject({
          ProjectionType: z.enum(["ALL", "INCLUDE", "KEYS_ONLY"]),
          NonKeyAttributes: texts.optional(),
        }),
      }),
    )
    .default([]),
  StreamSpecification: z
    .strictObject({ StreamViewType: z.enum(["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"]) })
    .optional(),
  TimeToLiveSpecification: z.strictObject({ AttributeName: text, Enabled: flag }).optional(),
  /** Recovery, protection and tags of the one replica. */
  Replicas: z.array(z.unknown()).max(1, "the local stack has one region"),
  SSESpecification: unused,
});

const queue = z.strictObject({
  QueueName: unused,
  VisibilityTimeout: numeric.default(30),
  DelaySeconds: numeric.default(0),
  MessageRetentionPeriod: numeric.default(345_600),
  RedrivePolicy: z.strictObject({ deadLetterTargetArn: text, maxReceiveCount: numeric }).optional(),
  RedriveAllowPolicy: unused,
  SqsManagedSseEnabled: unused,
  KmsMasterKeyId: unused,
  Tags: unused,
});

const queuePolicy = z.strictObject({ PolicyDocument: z.unknown(), Queues: texts });
const bucketPolicy = z.strictObject({ PolicyDocument: z.unknown(), Bucket: text });

const eventBus = z.strictObject({ Name: unused, Description: unused, Tags: unused, KmsKeyIdentifier: unused });
const rule = z.strictObject({
  Name: unused,
  Description: unused,
  EventBusName: text.default("default"),
  EventPattern: z.record(text, z.unknown()),
  State: z.enum(["ENABLED", "DISABLED"]).default("ENABLED"),
  Targets: z.array(
    z.strictObject({
      Id: text,
      Arn: text,
      RoleArn: text.optional(),
      Input: text.optional(),
      InputTransformer: z
        .strictObject({ InputPathsMap: z.record(text, text).default({}), InputTemplate: text })
        .optional(),
      DeadLetterConfig: z.strictObject({ Arn: text }).optional(),
      RetryPolicy: z
        .strictObject({ MaximumEventAgeInSeconds: numeric.optional(), MaximumRetryAttempts: numeric.optional() })
        .optional(),
    }),
  ),
});
const connection = z.strictObject({
  Name: unused,
  Description: unused,
  AuthorizationType: z.literal("API_KEY"),
  AuthParameters: z.strictObject({ ApiKeyAuthParameters: z.strictObject({ ApiKeyName: text, ApiKeyValue: text }) }),
});
const apiDestination = z.strictObject({
  Name: unused,
  Description: unused,
  ConnectionArn: text,
  HttpMethod: z.literal("POST"),
  InvocationEndpoint: text,
  /** A person's machine is asked as fast as it goes. */
  InvocationRateLimitPerSecond: unused,
});

const lambda = z.strictObject({
  FunctionName: unused,
  Architectures: unused,
  Description: unused,
  Code: z.strictObject({ S3Bucket: unused, S3Key: text }),
  Environment: z.strictObject({ Variables: z.record(text, z.coerce.string()).default({}) }).default({ Variables: {} }),
  Handler: text,
  LoggingConfig: z.looseObject({ LogGroup: text.optional() }).default({}),
  MemorySize: numeric.default(128),
  Role: text,
  Runtime: text.regex(/^nodejs(22|24)\.x$/, "the local stack runs Node functions only"),
  Timeout: numeric.default(3),
  Tags: unused,
  TracingConfig: unused,
});

const permission = z.strictObject({
  Action: z.literal("lambda:InvokeFunction"),
  FunctionName: text,
  Principal: text,
  SourceArn: text.optional(),
  SourceAccount: text.optional(),
});

const mapping = z.strictObject({
  EventSourceArn: text,
  FunctionName: text,
  Enabled: flag.default(true),
  BatchSize: numeric.optional(),
  FunctionResponseTypes: z.array(z.literal("ReportBatchItemFailures")).default([]),
  ScalingConfig: z.strictObject({ MaximumConcurrency: numeric }).optional(),
  FilterCriteria: z.strictObject({ Filters: z.array(z.strictObject({ Pattern: text })) }).optional(),
  StartingPosition: z.literal("TRIM_HORIZON").optional(),
  BisectBatchOnFunctionError: flag.default(false),
  MaximumRetryAttempts: numeric.default(-1),
  MaximumRecordAgeInSeconds: numeric.default(-1),
  MaximumBatchingWindowInSeconds: numeric.default(0),
  DestinationConfig: z.strictObject({ OnFailure: z.strictObject({ Destination: text }).optional() }).default({}),
  Tags: unused,
});

const role = z.strictObject({
  RoleName: unused,
  Description: unused,
  AssumeRolePolicyDocument: z.unknown(),
  ManagedPolicyArns: texts.default([]),
  Policies: z.array(z.strictObject({ PolicyName: text, PolicyDocument: z.unknown() })).default([]),
  Tags: unused,
});
const policy = z.strictObject({ PolicyName: text, PolicyDocument: z.unknown(), Roles: texts });

/** The properties of what is run, under CloudFormation's names. One that is not listed is refused: it may matter. */
export const shapes = {
  table,
  queue,
  queuePolicy,
  bucketPolicy,
  eventBus,
  rule,
  connection,
  apiDestination,
  lambda,
  permission,
  mapping,
  role,
  policy,
  ...serviceShapes,
};
