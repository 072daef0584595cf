import { describe, expect, inject, test } from "vitest";
import { putCommand } from "#bin/convoke/event";
import { world } from "#bin/demo/world";
import type { Stack } from "#lib/local/stack";
import { invite, run, type Templates } from "./break.ts";

const assembly = inject("assembly");
type Change = (templates: Templates) => void;

test("nothing is wrong with the untouched assembly: the act's mails leave", async () => {
  const act = async (stack: Stack) => {
    await invite(stack);
    expect(stack.mailbox.map(({ to }) => to)).toHaveLength(world.contactsOf("NL").length);
    expect(stack.problems).toEqual([]);
  };
  expect(await run(assembly, () => undefined, act)).toBe("nothing");
});

describe("a rule", () => {
  test("that is removed: who is reached no more, by which queue", async () => {
    const said = await run(assembly, (templates) => {
      templates.remove("invitationfactsRule");
      templates.remove("invitationfactsInboxQueuePolicy");
    });
    expect(said).toMatch(
      /^Nothing reaches invitation-facts: no rule has its queue arn:.*:invitation-facts-Inbox-Queue as a target/,
    );
  });

  test("that is removed while its queue's policy still names it", async () => {
    const said = await run(assembly, (templates) => templates.remove("registrationfactsRule"));
    expect(said).toMatch(/has no resource registrationfactsRule[0-9A-F]{8}/);
  });

  test.each<[string, Change, string]>([
    [
      "of a noun's facts",
      (templates) => templates.change("mailmomentsFacts", "mail.batch-opened.v1", "mail.batch-opened.v2"),
      "mail.batch-opened.v1 from convoke",
    ],
    [
      "of what the mail service reports",
      (templates) => templates.change("MailServiceEvents", '"Email Delivered",', ""),
      "Email Delivered from aws.ses",
    ],
  ])("%s that no longer takes an event: which event nobody took", async (_, change, event) => {
    expect(await run(assembly, change)).toMatch(
      new RegExp(`^No rule of \\w+ took ${event}, which is meant to be taken$`),
    );
  });

  test.each<[string, Change]>([
    ["type", (templates) => templates.change("meetingcommandsRule", "convene-meeting.v1", "convene-meeting.v2")],
    ["source", (templates) => templates.change("meetingcommandsRule", "convoke.secretariat", "convoke.nobody")],
  ])("of a noun's commands, with another %s: which command of a machine nobody took", async (_, change) => {
    const machine = ({ region, endpoint, outputs }: Stack) =>
      putCommand(
        { region, endpoint, bus: outputs["BusName"] ?? "" },
        {
          source: "convoke.secretariat",
          type: "convene-meeting.v1",
          detail: { commandId: "c1", ...world.convocation() },
        },
      );
    expect(await run(assembly, change, machine)).toMatch(
      /^No rule of \w+ took convene-meeting\.v1 from convoke\.secretariat, which is meant to be taken$/,
    );
  });
});

describe("a grant that is removed", () => {
  test.each<[string, string, RegExp | string, string, string]>([
    ["dialogue-commands", "dynamodb:PutItem", '"dynamodb:PutItem",', "", "table/Records"],
    ["dialogue-commands", "dynamodb:PutItem", '"Action":"dynamodb:PutItem"', '"Action":"x:X"', "table/Ledger"],
    ["meeting-commands", "scheduler:CreateSchedule", "scheduler:CreateSchedule", "x:X", "schedule/Schedules/"],
    ["meeting-commands", "iam:PassRole", "iam:PassRole", "x:X", "role/ScheduleRole"],
    ["console-gateway", "s3:PutObject", "s3:PutObject", "x:X", "/imports/"],
    ["console-gateway", "lambda:InvokeFunction", "lambda:InvokeFunction", "x:X", "function:dialogue-commands"],
    ["relay-ledger", "events:PutEvents", "events:PutEvents", "x:X", "event-bus/"],
    ["mail-lanes", "ses:SendEmail", '"ses:SendEmail",', "", "identity/example.org"],
  ])("%s may not %s: who, what, on which resource", async (name, action, grant, instead, resource) => {
    const role = `${name.replace("-", "")}Role`;
    const said = await run(assembly, (templates) => templates.change(role, grant, instead));
    expect(said).toContain(`${name} was denied: User: arn:aws:sts::000000000000:assumed-role/${name}-Role/${name} `);
    expect(said).toMatch(
      new RegExp(
        `is not authorized to perform: ${action} on resource: arn:aws:\\S*${resource}\\S* because no identity`,
      ),
    );
  });

  test.each([
    ["mail-lanes", "sqs:ReceiveMessage"],
    ["relay-ledger", "dynamodb:GetRecords"],
  ])("that Lambda needs to read for %s (%s) stops the start", async (name, action) => {
    const role = `${name.replace("-", "")}Role`;
    const said = await run(assembly, (templates) => templates.change(role, `"${action}"`, '"x:X"'));
    expect(said).toMatch(new RegExp(`^Lambda cannot read arn:\\S+ for ${name}: .* to perform: ${action} on resource`));
  });
});

describe("an environment variable that is removed: the function and the variable", () => {
  test.each([
    ["console-gateway", "DIALOGUE_COMMANDS", "a page failed: "],
    ["dialogue-commands", "LEDGER_TABLE", "failed: "],
    ["meeting-commands", "MOMENTS_QUEUE_ARN", "failed: "],
    ["relay-ledger", "BUS_NAME", "failed: "],
    ["mail-lanes", "MAIL_FROM", "a message could not be handled: "],
  ])("%s without %s", async (name, variable, how) => {
    const resource = `${name.replace("-", "")}Function`;
    const said = await run(assembly, (templates) => templates.change(resource, `"${variable}":`, '"OTHER":'));
    expect(said).toMatch(new RegExp(`\\b${name}:? ${how}${variable} is not set for this function`));
  });
});
