import { rmSync } from "node:fs";
import { afterAll, expect, inject, test } from "vitest";
import type { z } from "zod";
import { readAssembly } from "#lib/local/assembly";
import { coverage, inventory } from "#lib/local/inventory";
import { shapes } from "#lib/local/properties";
import { unused } from "#lib/local/property-values";
import { subscriberExample } from "#lib/subscriber-config";
import { run } from "./break.ts";
import { subscribed } from "./subscribed.ts";

const assembly = inject("assembly");
/** The stage as it is, and once more with everything that a stage's configuration may add. */
const withSubscribers = subscribed(subscriberExample);
afterAll(() => rmSync(withSubscribers, { recursive: true }));
const stacks = [...readAssembly(assembly), ...readAssembly(withSubscribers)];
const resources = stacks.flatMap((stack) => [...stack.resources.values()]);
const covered = coverage(stacks);

/** Which description reads a type's properties. */
const shapeOf: Readonly<Record<string, z.ZodObject>> = {
  "AWS::ApiGatewayV2::Api": shapes.api,
  "AWS::ApiGatewayV2::Integration": shapes.integration,
  "AWS::ApiGatewayV2::Route": shapes.route,
  "AWS::ApiGatewayV2::Stage": shapes.stage,
  "AWS::DynamoDB::GlobalTable": shapes.table,
  "AWS::Events::ApiDestination": shapes.apiDestination,
  "AWS::Events::Connection": shapes.connection,
  "AWS::Events::EventBus": shapes.eventBus,
  "AWS::Events::Rule": shapes.rule,
  "AWS::IAM::Policy": shapes.policy,
  "AWS::IAM::Role": shapes.role,
  "AWS::Lambda::EventSourceMapping": shapes.mapping,
  "AWS::Lambda::Function": shapes.lambda,
  "AWS::Lambda::Permission": shapes.permission,
  "AWS::S3::Bucket": shapes.bucket,
  "AWS::S3::BucketPolicy": shapes.bucketPolicy,
  "AWS::SES::ConfigurationSet": shapes.configurationSet,
  "AWS::SES::ConfigurationSetEventDestination": shapes.eventDestination,
  "AWS::SES::EmailIdentity": shapes.identity,
  "AWS::SQS::Queue": shapes.queue,
  "AWS::SQS::QueuePolicy": shapes.queuePolicy,
  "AWS::Scheduler::Schedule": shapes.schedule,
  "AWS::Scheduler::ScheduleGroup": shapes.scheduleGroup,
  "AWS::SecretsManager::Secret": shapes.secret,
};
const typesThat = (does: (part: unknown) => boolean) =>
  Object.entries(inventory).flatMap(([type, part]) => (does(part) ? [type] : []));

test("every resource type of the templates is decided about", () => {
  expect([...covered.keys()].sort()).toEqual([...new Set(resources.map(({ type }) => type))].sort());
});

test("the types of the templates that are not run, each with its reason", () => {
  expect(Object.fromEntries([...covered].filter(([, part]) => part !== "run"))).toEqual({
    "AWS::CloudWatch::Dashboard": { ignored: "there are no metrics on this machine" },
    "AWS::Cognito::UserPool": { ignored: "nobody signs in on this machine: whoever types says who they are" },
    "AWS::Cognito::UserPoolGroup": { ignored: "nobody signs in on this machine: whoever types says who they are" },
    "AWS::Events::Archive": { ignored: "keeps copies that nothing here replays" },
    "AWS::Logs::LogGroup": { ignored: "logs are kept by function" },
  });
});

test("every type that is run occurs in the templates: nothing is claimed that nothing shows", () => {
  expect(typesThat((part) => part === "run").sort()).toEqual(
    [...covered].flatMap(([type, part]) => (part === "run" ? [type] : [])).sort(),
  );
  expect(Object.keys(shapeOf).sort()).toEqual(typesThat((part) => part === "run").sort());
});

test("the properties of what is run that make no difference on this machine", () => {
  const dropped = resources.flatMap(({ type, properties }) => {
    const shape = shapeOf[type]?.shape ?? {};
    return Object.keys(properties).flatMap((name) => (shape[name] === unused ? [`${type} ${name}`] : []));
  });
  expect([...new Set(dropped)].sort()).toEqual([
    "AWS::ApiGatewayV2::Api DisableExecuteApiEndpoint",
    "AWS::ApiGatewayV2::Stage AutoDeploy",
    "AWS::ApiGatewayV2::Stage DefaultRouteSettings",
    // A person's machine is asked as fast as it goes.
    "AWS::Events::ApiDestination InvocationRateLimitPerSecond",
    // Names are given by identify(), whatever the shape says.
    "AWS::Events::EventBus Name",
    "AWS::Lambda::Function Architectures",
    "AWS::Lambda::Function Description",
    "AWS::S3::Bucket BucketEncryption",
    "AWS::S3::Bucket LifecycleConfiguration",
    "AWS::S3::Bucket PublicAccessBlockConfiguration",
    "AWS::S3::Bucket VersioningConfiguration",
    "AWS::SES::ConfigurationSet DeliveryOptions",
    "AWS::SES::ConfigurationSet ReputationOptions",
    "AWS::SES::ConfigurationSet SuppressionOptions",
    "AWS::SQS::Queue SqsManagedSseEnabled",
    "AWS::SecretsManager::Secret Description",
  ]);
});

test.each([
  [
    "type",
    "FactsArchive",
    "AWS::Events::Archive",
    "AWS::Glue::Job",
    /FactsArchive\w+: .* neither runs nor ignores AWS::Glue::Job/,
  ],
  ["property", "mailurgentQueue", "VisibilityTimeout", "FifoQueue", /mailurgentQueue\w+ .*FifoQueue/],
])("a %s that nobody has decided about stops the start, named", async (_, resource, part, instead, sentence) => {
  expect(await run(assembly, (templates) => templates.change(resource, part, instead))).toMatch(sentence);
});
