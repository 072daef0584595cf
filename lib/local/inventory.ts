import { createHash } from "node:crypto";
import type { Resource, StackTemplate } from "./assembly.ts";
import type { Identity, Resolver } from "./intrinsics.ts";

/** Addresses on this machine that intrinsics give. */
export interface Addresses {
  /** Of the AWS endpoint, without a slash at the end. */
  endpoint: string;
  /** Of an HTTP API. */
  api(resource: Resource): string;
}

type Part = "run" | { readonly ignored: string };

/** Every resource type that a template may hold: run here, or ignored for a reason. Any other is an error. */
export const inventory: Readonly<Record<string, Part>> = {
  "AWS::ApiGatewayV2::Api": "run",
  "AWS::ApiGatewayV2::Integration": "run",
  "AWS::ApiGatewayV2::Route": "run",
  "AWS::ApiGatewayV2::Stage": "run",
  "AWS::DynamoDB::GlobalTable": "run",
  "AWS::Events::ApiDestination": "run",
  "AWS::Events::Connection": "run",
  "AWS::Events::EventBus": "run",
  "AWS::Events::Rule": "run",
  "AWS::IAM::Policy": "run",
  "AWS::IAM::Role": "run",
  "AWS::Lambda::EventSourceMapping": "run",
  "AWS::Lambda::Function": "run",
  "AWS::Lambda::Permission": "run",
  "AWS::S3::Bucket": "run",
  "AWS::S3::BucketPolicy": "run",
  "AWS::SES::ConfigurationSet": "run",
  "AWS::SES::ConfigurationSetEventDestination": "run",
  "AWS::SES::EmailIdentity": "run",
  "AWS::SQS::Queue": "run",
  "AWS::SQS::QueuePolicy": "run",
  "AWS::Scheduler::Schedule": "run",
  "AWS::Scheduler::ScheduleGroup": "run",
  "AWS::SecretsManager::Secret": "run",
  "AWS::CDK::Metadata": { ignored: "says only which constructs were used" },
  "AWS::CloudWatch::Alarm": { ignored: "there are no metrics on this machine; problems are reported instead" },
  "AWS::CloudWatch::Dashboard": { ignored: "there are no metrics on this machine" },
  "AWS::Cognito::UserPool": { ignored: "nobody signs in on this machine: whoever types says who they are" },
  "AWS::Cognito::UserPoolGroup": { ignored: "nobody signs in on this machine: whoever types says who they are" },
  "AWS::Events::Archive": { ignored: "keeps copies that nothing here replays" },
  "AWS::Events::EventBusPolicy": { ignored: "lets other accounts in, and there are none here" },
  "AWS::Logs::LogGroup": { ignored: "logs are kept by function" },
  "AWS::SNS::Subscription": { ignored: "carries alarms only, and none goes off here" },
  "AWS::SNS::Topic": { ignored: "carries alarms only, and none goes off here" },
  "AWS::SNS::TopicPolicy": { ignored: "carries alarms only, and none goes off here" },
};

/** What becomes of each resource type of these templates; throws for one that nobody has decided about. */
export function coverage(stacks: readonly StackTemplate[]): Map<string, Part> {
  const parts = new Map<string, Part>();
  for (const { name, resources } of stacks) {
    for (const { id, type } of resources.values()) {
      const part = inventory[type];
      if (part === undefined) {
        throw new Error(`${name}/${id}: the local stack neither runs nor ignores ${type} (lib/local/inventory.ts)`);
      }
      parts.set(type, part);
    }
  }
  return parts;
}

const hash = (resource: Resource) => createHash("sha256").update(`${resource.stack.name}/${resource.id}`).digest("hex");

/** A name that a person can read, from the construct's path: ["mail-lanes", "Function", "Resource"] is mail-lanes. */
function readable({ path, type }: Resource): string {
  const parts = path.filter((part, index) => index === 0 || (part !== "Resource" && part !== "Default"));
  const short =
    type === "AWS::Lambda::Function" && parts.length > 1 && parts.at(-1) === "Function" ? parts.slice(0, -1) : parts;
  return short
    .join("-")
    .replace(/[^A-Za-z0-9-]/g, "-")
    .slice(-64);
}

/** The property that holds a type's own name, where the template may choose it. */
const NAMES: Readonly<Record<string, string>> = {
  "AWS::ApiGatewayV2::Stage": "StageName",
  "AWS::DynamoDB::GlobalTable": "TableName",
  "AWS::Events::EventBus": "Name",
  "AWS::Events::Rule": "Name",
  "AWS::IAM::Role": "RoleName",
  "AWS::Lambda::Function": "FunctionName",
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::S3::Bucket": "BucketName",
  "AWS::SES::ConfigurationSet": "Name",
  "AWS::SES::EmailIdentity": "EmailIdentity",
  "AWS::SQS::Queue": "QueueName",
  "AWS::Scheduler::Schedule": "Name",
  "AWS::Scheduler::ScheduleGroup": "Name",
  "AWS::SecretsManager::Secret": "Name",
};

function nameOf(resource: Resource, resolver: Resolver): string {
  const chosen = resource.properties[NAMES[resource.type] ?? ""];
  if (chosen !== undefined) return resolver.text(chosen, resource.stack, `${resource.stack.name}/${resource.id}`);
  if (resource.type === "AWS::S3::Bucket")
    return `${resource.stack.name}-${readable(resource)}`.toLowerCase().slice(-63);
  return readable(resource);
}

/** Name, Ref and attributes of a resource, as CloudFormation would give them, with addresses of this machine. */
export function identify(resource: Resource, resolver: Resolver, addresses: Addresses): Identity {
  const name = nameOf(resource, resolver);
  const { region } = resource.stack;
  const { account } = resolver;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;
  const known = (ref: string, attributes: Record<string, string> = {}): Identity => ({ name, ref, attributes });
  const other = (property: string, fallback: string) => {
    const value = resource.properties[property];
    return value === undefined ? fallback : resolver.text(value, resource.stack, `${resource.id}.${property}`);
  };
  switch (resource.type) {
    case "AWS::ApiGatewayV2::Api": {
      const id = hash(resource).slice(0, 10);
      return known(id, { ApiId: id, ApiEndpoint: addresses.api(resource) });
    }
    case "AWS::ApiGatewayV2::Integration":
    case "AWS::ApiGatewayV2::Route":
      return known(hash(resource).slice(0, 7));
    case "AWS::DynamoDB::GlobalTable": {
      const Arn = arn("dynamodb", `table/${name}`);
      const stream = resource.properties["StreamSpecification"] !== undefined;
      return known(name, { Arn, ...(stream ? { StreamArn: `${Arn}/stream/2022-01-01T00:00:00.000` } : {}) });
    }
    case "AWS::Events::ApiDestination":
    case "AWS::Events::Connection": {
      const kind = resource.type === "AWS::Events::Connection" ? "connection" : "api-destination";
      return known(name, { Arn: arn("events", `${kind}/${name}/${hash(resource).slice(0, 36)}`) });
    }
    case "AWS::Events::EventBus":
      return known(name, { Name: name, Arn: arn("events", `event-bus/${name}`) });
    case "AWS::Events::Rule": {
      const bus = other("EventBusName", "default").replace(/^arn:.*:event-bus\//, "");
      return known(bus === "default" ? name : `${bus}|${name}`, {
        Arn: arn("events", bus === "default" ? `rule/${name}` : `rule/${bus}/${name}`),
      });
    }
    case "AWS::IAM::Role":
      return known(name, { Arn: `arn:aws:iam::${account}:role/${name}`, RoleId: `AROA${hash(resource).slice(0, 16)}` });
    case "AWS::Lambda::EventSourceMapping": {
      const [, a, b, c, d, e] = /^(.{8})(.{4})(.{4})(.{4})(.{12})/.exec(hash(resource)) ?? [];
      return known([a, b, c, d, e].join("-"));
    }
    case "AWS::Lambda::Function":
      return known(name, { Arn: arn("lambda", `function:${name}`) });
    case "AWS::Logs::LogGroup":
      return known(name, { Arn: arn("logs", `log-group:${name}:*`) });
    case "AWS::S3::Bucket":
      return known(name, { Arn: `arn:aws:s3:::${name}` });
    case "AWS::SES::EmailIdentity": {
      const tokens = [1, 2, 3].map((each) => [each, hash(resource).slice(8 * each, 8 * each + 8)] as const);
      return known(
        name,
        Object.fromEntries(
          tokens.flatMap(([each, token]) => [
            [`DkimDNSTokenName${each}`, `${token}._domainkey.${name}`],
            [`DkimDNSTokenValue${each}`, `${token}.dkim.amazonses.com`],
          ]),
        ),
      );
    }
    case "AWS::SNS::Topic":
      return known(arn("sns", name), { TopicArn: arn("sns", name), TopicName: name });
    case "AWS::SQS::Queue":
      return known(`${addresses.endpoint}/${account}/${name}`, {
        Arn: arn("sqs", name),
        QueueName: name,
        QueueUrl: `${addresses.endpoint}/${account}/${name}`,
      });
    case "AWS::Scheduler::Schedule":
      return known(name, { Arn: arn("scheduler", `schedule/${other("GroupName", "default")}/${name}`) });
    case "AWS::Scheduler::ScheduleGroup":
      return known(name, { Arn: arn("scheduler", `schedule-group/${name}`) });
    case "AWS::SecretsManager::Secret": {
      const Id = arn("secretsmanager", `secret:${name}-${hash(resource).slice(0, 6)}`);
      return known(Id, { Id });
    }
    case "AWS::CloudWatch::Alarm":
      return known(name, { Arn: arn("cloudwatch", `alarm:${name}`) });
    case "AWS::Events::Archive":
      return known(name, { Arn: arn("events", `archive/${name}`) });
    default:
      return known(name);
  }
}
