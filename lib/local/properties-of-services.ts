import { z } from "zod";
import { flag, numeric, text, texts, unused } from "./property-values.ts";

const api = z.strictObject({
  Name: text.optional(),
  Description: unused,
  ProtocolType: z.literal("HTTP"),
  DisableExecuteApiEndpoint: unused,
  Tags: unused,
});
const stage = z.strictObject({
  ApiId: text,
  StageName: z.literal("$default"),
  AutoDeploy: unused,
  AccessLogSettings: z.strictObject({ DestinationArn: unused, Format: text }).optional(),
  /** Throttling: a person's machine plays in seconds what takes days. */
  DefaultRouteSettings: unused,
  Description: unused,
  Tags: unused,
});
const integration = z.strictObject({
  ApiId: text,
  IntegrationType: z.literal("AWS_PROXY"),
  IntegrationUri: text,
  IntegrationMethod: unused,
  PayloadFormatVersion: z.literal("2.0"),
  TimeoutInMillis: numeric.default(30_000),
});
const route = z.strictObject({
  ApiId: text,
  RouteKey: text,
  Target: text,
  AuthorizationType: z.enum(["NONE", "AWS_IAM"]).default("NONE"),
});

const identity = z.strictObject({
  EmailIdentity: text,
  DkimAttributes: unused,
  MailFromAttributes: z.strictObject({ MailFromDomain: text.optional(), BehaviorOnMxFailure: unused }).optional(),
  FeedbackAttributes: unused,
  ConfigurationSetAttributes: unused,
  DkimSigningAttributes: unused,
  Tags: unused,
});
const configurationSet = z.strictObject({
  Name: unused,
  DeliveryOptions: unused,
  ReputationOptions: unused,
  SuppressionOptions: unused,
  SendingOptions: unused,
  TrackingOptions: unused,
  Tags: unused,
});
const eventDestination = z.strictObject({
  ConfigurationSetName: text,
  EventDestination: z.strictObject({
    Name: unused,
    Enabled: flag.default(true),
    EventBridgeDestination: z.strictObject({
      EventBusArn: text.regex(/:event-bus\/default$/, "SES reaches the default bus only"),
    }),
    MatchingEventTypes: texts,
  }),
});

const scheduleGroup = z.strictObject({ Name: unused, Tags: unused });
const instant = text.transform((iso) => Date.parse(iso) / 1000).pipe(z.number());
const schedule = z.strictObject({
  Name: unused,
  GroupName: text.optional(),
  Description: text.optional(),
  ScheduleExpression: text,
  ScheduleExpressionTimezone: text.optional(),
  State: z.enum(["ENABLED", "DISABLED"]).optional(),
  StartDate: instant.optional(),
  EndDate: instant.optional(),
  FlexibleTimeWindow: z.discriminatedUnion("Mode", [
    z.strictObject({ Mode: z.literal("OFF") }),
    z.strictObject({ Mode: z.literal("FLEXIBLE"), MaximumWindowInMinutes: numeric }),
  ]),
  Target: z.strictObject({
    Arn: text,
    RoleArn: text,
    Input: text.optional(),
    DeadLetterConfig: z.strictObject({ Arn: text.optional() }).optional(),
    RetryPolicy: z
      .strictObject({ MaximumEventAgeInSeconds: numeric.optional(), MaximumRetryAttempts: numeric.optional() })
      .optional(),
  }),
});

const secret = z.strictObject({
  Name: unused,
  Description: unused,
  SecretString: text.optional(),
  GenerateSecretString: z.record(text, z.unknown()).optional(),
  KmsKeyId: unused,
  Tags: unused,
});

/** Encryption, life cycle, versions and public access. Lifecycle rules never take anything away here. */
const bucket = z.strictObject({
  BucketName: unused,
  BucketEncryption: unused,
  LifecycleConfiguration: unused,
  PublicAccessBlockConfiguration: unused,
  VersioningConfiguration: unused,
  OwnershipControls: unused,
  ObjectLockEnabled: flag.optional(),
  ObjectLockConfiguration: z
    .strictObject({
      ObjectLockEnabled: z.literal("Enabled"),
      Rule: z.strictObject({
        DefaultRetention: z.strictObject({ Mode: z.enum(["GOVERNANCE", "COMPLIANCE"]), Days: numeric }),
      }),
    })
    .optional(),
  Tags: unused,
});

export const serviceShapes = {
  api,
  stage,
  integration,
  route,
  identity,
  configurationSet,
  eventDestination,
  scheduleGroup,
  schedule,
  secret,
  bucket,
};
