import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStacksCommand,
  ValidateTemplateCommand,
} from "@aws-sdk/client-cloudformation";
import {
  AdminCreateUserCommand,
  CognitoIdentityProviderClient,
  CreateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { CreateScheduleCommand, CreateScheduleGroupCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { CreateEmailIdentityCommand, SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { CreateQueueCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { colleague } from "./aws.ts";
import { unknownTypes } from "./cannot.ts";
import { ACCOUNT, type MiniStack, REGION, ROOT_USER, startMiniStack } from "./ministack.ts";
import { until } from "./until.ts";

let aws: MiniStack;
beforeAll(async () => {
  aws = await startMiniStack({});
}, 240_000);
afterAll(() => aws?.stop());

const as = (credentials = ROOT_USER) => ({ region: REGION, endpoint: aws.endpoint, credentials });
const arn = (service: string, name: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${name}`;
const role = `arn:aws:iam::${ACCOUNT}:role/nobody`;

/** Where one of these fails, MiniStack has learned it: what the test does about it may go. */
describe("what MiniStack is said not to do, it does not", () => {
  test.each(unknownTypes)("%s is no type of its CloudFormation", async (Type) => {
    const TemplateBody = JSON.stringify({ Resources: { One: { Type, Properties: {} } } });
    await expect(new CloudFormationClient(as()).send(new ValidateTemplateCommand({ TemplateBody }))).rejects.toThrow(
      `Unrecognized resource types: [${Type}]`,
    );
  });

  test("Ref of a secret is its name", async () => {
    const formation = new CloudFormationClient(as());
    const One = { Type: "AWS::SecretsManager::Secret", Properties: { Name: "a-name", SecretString: "{}" } };
    const TemplateBody = JSON.stringify({ Resources: { One }, Outputs: { One: { Value: { Ref: "One" } } } });
    await formation.send(new CreateStackCommand({ StackName: "of-a-secret", TemplateBody }));
    const value = await until("the stack's output", async () => {
      const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName: "of-a-secret" }));
      return Stacks?.[0]?.Outputs?.[0]?.OutputValue;
    });
    expect(value).toBe("a-name");
  });

  test("an identity of SES has no DKIM tokens", async () => {
    const formation = new CloudFormationClient(as());
    const One = { Type: "AWS::SES::EmailIdentity", Properties: { EmailIdentity: "tokens.example.org" } };
    const Value = { "Fn::GetAtt": ["One", "DkimDNSTokenName1"] };
    const TemplateBody = JSON.stringify({ Resources: { One }, Outputs: { One: { Value } } });
    await formation.send(new CreateStackCommand({ StackName: "of-an-identity", TemplateBody }));
    const status = await until("the stack's end", async () => {
      const { Stacks } = await formation.send(new DescribeStacksCommand({ StackName: "of-an-identity" }));
      const now = Stacks?.[0]?.StackStatus ?? "";
      return now.endsWith("_IN_PROGRESS") ? undefined : now;
    });
    expect(status).toBe("ROLLBACK_COMPLETE");
  });

  test("a first password of a user pool does not follow the pool's policy", async () => {
    const pools = new CognitoIdentityProviderClient(as());
    const PasswordPolicy = { MinimumLength: 14, RequireLowercase: true, RequireUppercase: true, RequireNumbers: true };
    const { UserPool } = await pools.send(
      new CreateUserPoolCommand({
        PoolName: "staff",
        Policies: { PasswordPolicy: { ...PasswordPolicy, RequireSymbols: true } },
      }),
    );
    const created = pools.send(new AdminCreateUserCommand({ UserPoolId: UserPool?.Id, Username: "one@example.org" }));
    await expect(created).rejects.toThrow("Password did not conform with policy");
  });

  test("a schedule of a group is asked for as one of the group default", async () => {
    await new SchedulerClient(as()).send(new CreateScheduleGroupCommand({ Name: "ours" }));
    const booker = await colleague(aws, "booker", ["scheduler:CreateSchedule"], arn("scheduler", "schedule/ours/*"));
    const booked = new SchedulerClient(as(booker)).send(
      new CreateScheduleCommand({
        Name: "one",
        GroupName: "ours",
        ScheduleExpression: "at(2099-01-01T00:00:00)",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Arn: arn("sqs", "queue"), RoleArn: role },
      }),
    );
    await expect(booked).rejects.toThrow("not authorized to perform: scheduler:CreateSchedule");
  });

  test("who may send a message may not send a batch of them", async () => {
    const { QueueUrl } = await new SQSClient(as()).send(new CreateQueueCommand({ QueueName: "queue" }));
    const queues = new SQSClient(as(await colleague(aws, "sender", ["sqs:SendMessage"], arn("sqs", "queue"))));
    await queues.send(new SendMessageCommand({ QueueUrl, MessageBody: "one" }));
    const batch = new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "1", MessageBody: "one" }] });
    await expect(queues.send(batch)).rejects.toThrow("not authorized to perform: sqs:SendMessageBatch");
  });

  test("a mail is sent as no identity", async () => {
    await new SESv2Client(as()).send(new CreateEmailIdentityCommand({ EmailIdentity: "example.org" }));
    const writer = await colleague(aws, "writer", ["ses:SendEmail"], arn("ses", "identity/example.org"));
    const sent = new SESv2Client(as(writer)).send(
      new SendEmailCommand({
        FromEmailAddress: "one@example.org",
        Destination: { ToAddresses: ["two@example.org"] },
        Content: { Simple: { Subject: { Data: "one" }, Body: { Text: { Data: "one" } } } },
      }),
    );
    await expect(sent).rejects.toThrow("not authorized to perform: ses:SendEmail");
  });

  test("an event of SES cannot be put on its bus by anybody", async () => {
    const Entries = [{ Source: "aws.ses", DetailType: "Email Sent", Detail: "{}" }];
    expect(await new EventBridgeClient(as()).send(new PutEventsCommand({ Entries }))).toMatchObject({
      FailedEntryCount: 1,
    });
  });
});
