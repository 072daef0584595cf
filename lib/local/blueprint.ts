import { join } from "node:path";
import type { z } from "zod";
import type { StackTemplate } from "./assembly.ts";
import type { RuleDescription } from "./engines/bus.ts";
import type { DestinationDescription } from "./engines/destinations.ts";
import type { BucketDescription } from "./engines/locked-objects.ts";
import type { SchedulerOptions } from "./engines/scheduler.ts";
import type { SecretDescription } from "./engines/secrets.ts";
import type { ConfigurationSetDescription } from "./engines/ses.ts";
import type { QueueDescription } from "./engines/sqs.ts";
import type { TableDescription } from "./engines/tables.ts";
import type { FunctionDescription } from "./function-description.ts";
import type { ResourcePolicy, RoleDescription } from "./grants.ts";
import { type ApiDescription, describeApis } from "./http-description.ts";
import type { Addresses } from "./inventory.ts";
import { describeMappings, type MappingDescription } from "./mappings.ts";
import { shapes } from "./properties.ts";
import { describePolicies, describeRoles } from "./role-description.ts";
import type { ImportedTable } from "./stack-description.ts";
import { ACCOUNT, type Found, Templates } from "./templates.ts";

/** Everything that the templates ask for, resolved, under the engines' own names. */
export interface Blueprint {
  region: string;
  account: string;
  tables: TableDescription[];
  queues: QueueDescription[];
  buckets: BucketDescription[];
  buses: { name: string; arn: string }[];
  rules: RuleDescription[];
  destinations: DestinationDescription[];
  functions: FunctionDescription[];
  mappings: MappingDescription[];
  apis: ApiDescription[];
  secrets: SecretDescription[];
  groups: string[];
  schedules: NonNullable<SchedulerOptions["schedules"]>;
  identities: string[];
  /** By identity, the domain that bounces come back to. */
  mailFrom: Record<string, string>;
  configurationSets: ConfigurationSetDescription[];
  roles: RoleDescription[];
  policies: ResourcePolicy[];
  outputs: Record<string, string>;
}

/** The tables that stand outside of the templates, as those of the templates are. */
export function importedTables({ region, account, tables }: Blueprint, imported: readonly ImportedTable[]) {
  return imported.map(({ name, like, streamArn }): TableDescription => {
    const known = tables.find((table) => table.name === like);
    if (known === undefined) throw new Error(`No table of the templates is called ${like}`);
    const { stream, ...rest } = known;
    return {
      ...rest,
      name,
      arn: `arn:aws:dynamodb:${region}:${account}:table/${name}`,
      imported: true,
      ...(streamArn !== undefined && stream !== undefined && { stream: { ...stream, arn: streamArn } }),
    };
  });
}

export function drawBlueprint(stacks: readonly StackTemplate[], addresses: Addresses): Blueprint {
  const templates = new Templates(stacks, addresses);
  const queues = templates.each("AWS::SQS::Queue", shapes.queue, ({ name, arn, ref, properties: p }) => ({
    name,
    arn,
    url: ref,
    visibilitySeconds: p.VisibilityTimeout,
    delaySeconds: p.DelaySeconds,
    retentionSeconds: p.MessageRetentionPeriod,
    ...(p.RedrivePolicy && {
      redrive: { deadLetterArn: p.RedrivePolicy.deadLetterTargetArn, maxReceiveCount: p.RedrivePolicy.maxReceiveCount },
    }),
  }));
  const blueprint: Blueprint = {
    region: templates.region,
    account: ACCOUNT,
    queues,
    tables: templates.each("AWS::DynamoDB::GlobalTable", shapes.table, ({ name, arn, attribute, properties: p }) => ({
      name,
      arn,
      keys: p.KeySchema,
      attributes: p.AttributeDefinitions,
      indexes: p.GlobalSecondaryIndexes,
      ...(p.StreamSpecification && {
        stream: { arn: attribute("StreamArn"), view: p.StreamSpecification.StreamViewType },
      }),
      ...(p.TimeToLiveSpecification?.Enabled === true && { ttl: p.TimeToLiveSpecification.AttributeName }),
    })),
    buckets: templates.each("AWS::S3::Bucket", shapes.bucket, describeBucket),
    buses: templates.each("AWS::Events::EventBus", shapes.eventBus, ({ name, arn }) => ({ name, arn })),
    rules: templates.each("AWS::Events::Rule", shapes.rule, describeRule),
    destinations: describeDestinations(templates),
    functions: templates.each("AWS::Lambda::Function", shapes.lambda, describeFunction),
    mappings: describeMappings(templates),
    apis: describeApis(templates),
    secrets: templates.each("AWS::SecretsManager::Secret", shapes.secret, ({ name, arn, properties: p }) => ({
      name,
      arn,
      ...(p.SecretString !== undefined && { value: p.SecretString }),
      ...(p.GenerateSecretString && { generate: p.GenerateSecretString }),
    })),
    groups: templates.each("AWS::Scheduler::ScheduleGroup", shapes.scheduleGroup, ({ name }) => name),
    schedules: templates.each(
      "AWS::Scheduler::Schedule",
      shapes.schedule,
      ({ name, properties: { Name: _, ...rest } }) => ({
        Name: name,
        ...rest,
      }),
    ),
    identities: templates.each(
      "AWS::SES::EmailIdentity",
      shapes.identity,
      ({ properties }) => properties.EmailIdentity,
    ),
    mailFrom: Object.fromEntries(
      templates
        .each("AWS::SES::EmailIdentity", shapes.identity, ({ properties }) => properties)
        .flatMap(({ EmailIdentity, MailFromAttributes: back }) =>
          back?.MailFromDomain === undefined ? [] : [[EmailIdentity, back.MailFromDomain]],
        ),
    ),
    configurationSets: describeConfigurationSets(templates),
    roles: describeRoles(templates),
    policies: describePolicies(templates, queues),
    outputs: templates.outputs(),
  };
  for (const kind of ["tables", "queues", "functions", "buses", "secrets"] as const) {
    const names = blueprint[kind].map(({ name }) => name);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice !== undefined) throw new Error(`Two ${kind} are called ${twice}; here each needs a name of its own`);
  }
  return blueprint;
}

function describeBucket({ where, name, properties: p }: Found<z.output<typeof shapes.bucket>>): BucketDescription {
  if (p.ObjectLockConfiguration === undefined) return { name };
  if (p.ObjectLockEnabled !== true) throw new Error(`${where}: a lock's retention needs ObjectLockEnabled`);
  const { Mode, Days } = p.ObjectLockConfiguration.Rule.DefaultRetention;
  return { name, lock: { mode: Mode, days: Days } };
}

function describeRule({ name, arn, properties: p }: Found<z.output<typeof shapes.rule>>): RuleDescription {
  return {
    name,
    arn,
    busName: p.EventBusName.replace(/^arn:.*:event-bus\//, ""),
    pattern: p.EventPattern,
    enabled: p.State === "ENABLED",
    targets: p.Targets.map(({ Id, Arn, RoleArn, Input, InputTransformer, DeadLetterConfig, RetryPolicy }) => ({
      id: Id,
      arn: Arn,
      ...(RoleArn !== undefined && { roleArn: RoleArn }),
      ...(RetryPolicy && {
        retry: {
          ...(RetryPolicy.MaximumRetryAttempts !== undefined && { attempts: RetryPolicy.MaximumRetryAttempts }),
          ...(RetryPolicy.MaximumEventAgeInSeconds !== undefined && { seconds: RetryPolicy.MaximumEventAgeInSeconds }),
        },
      }),
      ...(Input !== undefined && { input: Input }),
      ...(InputTransformer && {
        inputTransformer: { paths: InputTransformer.InputPathsMap, template: InputTransformer.InputTemplate },
      }),
      ...(DeadLetterConfig && { deadLetterArn: DeadLetterConfig.Arn }),
    })),
  };
}

function describeDestinations(templates: Templates): DestinationDescription[] {
  const headers = new Map(
    templates.each("AWS::Events::Connection", shapes.connection, ({ arn, properties: p }) => [
      arn,
      p.AuthParameters.ApiKeyAuthParameters.ApiKeyName,
    ]),
  );
  return templates.each("AWS::Events::ApiDestination", shapes.apiDestination, ({ name, arn, where, properties: p }) => {
    const header = headers.get(p.ConnectionArn);
    if (header === undefined) throw new Error(`${where}: its connection ${p.ConnectionArn} is not in the template`);
    return { name, arn, url: p.InvocationEndpoint, header };
  });
}

function describeFunction({
  resource,
  where,
  name,
  arn,
  properties: p,
}: Found<z.output<typeof shapes.lambda>>): FunctionDescription {
  const folder = resource.stack.assets.get(p.Code.S3Key);
  if (folder === undefined) throw new Error(`${where}: its code ${p.Code.S3Key} is no asset of the assembly`);
  const [, file = "", handler = ""] = /^(.+)\.([^.]+)$/.exec(p.Handler) ?? [];
  return {
    name,
    arn,
    roleArn: p.Role,
    file: join(folder, file),
    handler,
    environment: p.Environment.Variables,
    timeoutMs: p.Timeout * 1000,
    memoryMb: p.MemorySize,
    logGroup: p.LoggingConfig.LogGroup ?? `/aws/lambda/${name}`,
  };
}

function describeConfigurationSets(templates: Templates): ConfigurationSetDescription[] {
  const destinations = templates.each(
    "AWS::SES::ConfigurationSetEventDestination",
    shapes.eventDestination,
    (found) => found.properties,
  );
  return templates.each("AWS::SES::ConfigurationSet", shapes.configurationSet, ({ name }) => ({
    name,
    eventBridge: destinations
      .filter(({ ConfigurationSetName }) => ConfigurationSetName === name)
      .map(({ EventDestination: { MatchingEventTypes, Enabled } }) => ({
        types: MatchingEventTypes,
        enabled: Enabled,
      })),
  }));
}
