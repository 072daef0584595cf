import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { commands, facts } from "#events/catalogue";
import { LEASE_SECONDS } from "#functions/mail/claim";
import { compilePattern } from "#lib/local/pattern";
import { anything, holds, ofType, resourcesOf, synthesized } from "#test/lib/synthesized";

const { workflow } = synthesized("dev");
const resources = resourcesOf(workflow);
const pattern = z.object({ source: z.array(z.unknown()), "detail-type": z.array(z.unknown()) });
const rules = ofType(resources, "AWS::Events::Rule").map(({ id, Properties }) => ({
  id,
  Properties,
  pattern: pattern.parse(Properties["EventPattern"]),
}));
const matching = (source: string, type: string) =>
  rules
    .filter(({ Properties }) => Properties["EventBusName"] !== undefined)
    .filter((rule) => compilePattern(rule.pattern)({ source, "detail-type": type, detail: {} }))
    .map(({ id }) => id.replace(/Rule\w{8}$/, ""));

describe("facts", () => {
  it.each(facts.map(({ type, consumers }) => ({ type, consumers })))("$type: $consumers", ({ type, consumers }) => {
    expect(matching("convoke", type).length > 0 ? "some" : "none").toBe(consumers);
  });

  it("are ours alone: another source with the same type goes nowhere", () => {
    expect(facts.flatMap(({ type }) => matching("aws.partner/someone", type))).toEqual([]);
  });

  it("alone are archived, and for a week", () => {
    holds(() =>
      workflow.hasResourceProperties("AWS::Events::Archive", {
        EventPattern: { source: ["convoke"] },
        RetentionDays: 7,
      }),
    );
  });
});

describe("commands on the bus", () => {
  it.each(commands.filter(({ personal }) => !personal).map(({ type, noun }) => ({ type, noun })))(
    "$type goes to $noun, from the secretariat and from partners",
    ({ type, noun }) => {
      expect(matching("convoke.secretariat", type)).toEqual([`${noun}commands`]);
      expect(matching("convoke.partner.igad", type)).toEqual([`${noun}commands`]);
    },
  );

  it.each(commands.filter(({ personal }) => personal).map(({ type }) => ({ type })))(
    "$type is personal: it reaches no noun, and its sender is told",
    ({ type }) => {
      expect(matching("convoke.secretariat", type)).toEqual(["consoleunknown"]);
    },
  );

  it("that no catalogue knows are answered", () => {
    expect(matching("convoke.partner.igad", "release-round.v99")).toEqual(["consoleunknown"]);
  });

  it("from elsewhere are nobody's", () => {
    expect(matching("com.example", "release-round.v1")).toEqual([]);
  });
});

describe("partners", () => {
  it("may put events under their own source only", () => {
    holds(() =>
      synthesized("dev", { partners: { igad: "210987654321" } }).workflow.hasResourceProperties(
        "AWS::Events::EventBusPolicy",
        {
          StatementId: "partner-igad",
          Statement: {
            Effect: "Allow",
            Action: "events:PutEvents",
            Principal: { AWS: "arn:aws:iam::210987654321:root" },
            Condition: { StringEquals: { "events:source": "convoke.partner.igad" } },
          },
        },
      ),
    );
  });
});

describe("queues", () => {
  const queues = ofType(resources, "AWS::SQS::Queue");
  const redrive = z.object({
    deadLetterTargetArn: z.object({ "Fn::GetAtt": z.tuple([z.string(), z.literal("Arn")]) }),
    maxReceiveCount: z.literal(5),
  });
  const arn = z.object({ "Fn::GetAtt": z.tuple([z.string(), z.string()]) });
  const mappings = ofType(resources, "AWS::Lambda::EventSourceMapping").flatMap(({ Properties }) => {
    const own = arn.safeParse(Properties["EventSourceArn"]);
    return own.success ? [{ queue: own.data["Fn::GetAtt"][0], ...Properties }] : [];
  });

  it("that a function reads give up after five tries into a queue of their own that keeps for a fortnight", () => {
    const kept = mappings.map(({ queue }) => {
      const found = queues.find(({ id }) => id === queue);
      const dead = redrive.parse(found?.Properties["RedrivePolicy"]).deadLetterTargetArn["Fn::GetAtt"][0];
      return queues.find(({ id }) => id === dead)?.Properties["MessageRetentionPeriod"];
    });
    expect(kept).toHaveLength(19);
    expect(new Set(kept)).toEqual(new Set([14 * 86_400]));
  });

  it("wait six times as long as their function may run, and the mails' longer than a lease", () => {
    const functions = ofType(resources, "AWS::Lambda::Function");
    const wrong = mappings.filter((mapping) => {
      const { Ref } = z.object({ Ref: z.string() }).parse(anything.parse(mapping)["FunctionName"]);
      const timeout = Number(functions.find(({ id }) => id === Ref)?.Properties["Timeout"]);
      return queues.find(({ id }) => id === mapping.queue)?.Properties["VisibilityTimeout"] !== 6 * timeout;
    });
    expect(wrong).toEqual([]);
    holds(() => workflow.hasResourceProperties("AWS::SQS::Queue", { VisibilityTimeout: 180 }));
  });

  it("hand the mail service's events over a second time before the lease of a mail ends", () => {
    const visibility = (name: RegExp) =>
      queues.filter(({ id }) => name.test(id)).map(({ Properties }) => Number(Properties["VisibilityTimeout"]));
    const [events] = visibility(/^mailevents(?!.*DeadLetters)/i);
    const lanes = visibility(/^mail(urgent|bulk)(?!.*DeadLetters)/i);
    expect([events, lanes.length]).toEqual([90, 2]);
    expect(events).toBeLessThan(LEASE_SECONDS);
    expect(Math.min(...lanes)).toBeGreaterThan(LEASE_SECONDS);
  });

  it("give back what failed alone, and the bulk lane runs twice at once", () => {
    expect(mappings.every((mapping) => JSON.stringify(mapping).includes("ReportBatchItemFailures"))).toBe(true);
    const narrow = mappings.filter((mapping) => JSON.stringify(mapping).includes('"MaximumConcurrency":2'));
    expect(narrow.map(({ queue }) => queue)).toEqual([expect.stringMatching(/^mailbulk/)]);
  });

  it("take messages of their own rules only, and none that is not encrypted on its way", () => {
    const policies = ofType(resources, "AWS::SQS::QueuePolicy");
    expect(policies).toHaveLength(queues.length);
    for (const { Properties } of policies) {
      const text = JSON.stringify(Properties);
      expect(text).toContain('"aws:SecureTransport":"false"');
      const allowed = text.split('"Effect":"Allow"').length - 1;
      expect(text.split('"ArnEquals":{"aws:SourceArn"').length - 1).toBe(allowed);
    }
  });
});

describe("the relay and the sweeps", () => {
  it("reads what is put into the ledger, and leaves in the bucket what it cannot hand on within twelve hours", () => {
    holds(() =>
      workflow.hasResourceProperties("AWS::Lambda::EventSourceMapping", {
        StartingPosition: "TRIM_HORIZON",
        BatchSize: 100,
        BisectBatchOnFunctionError: true,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        MaximumRetryAttempts: -1,
        MaximumRecordAgeInSeconds: 43_200,
        FilterCriteria: { Filters: [{ Pattern: '{"eventName":["INSERT"]}' }] },
        DestinationConfig: {
          OnFailure: { Destination: { "Fn::ImportValue": Match.stringLikeRegexp("Documents.*Arn") } },
        },
      }),
    );
  });

  it("the sweeps of relay, pump, reminders and meetings run every day, from the stage's one group", () => {
    holds(() =>
      workflow.hasResourceProperties("AWS::Scheduler::Schedule", {
        ScheduleExpression: "rate(1 day)",
        GroupName: { Ref: "Schedules" },
        Target: { Input: '{"moment":"day"}' },
      }),
    );
    holds(() => workflow.resourceCountIs("AWS::Scheduler::Schedule", 4));
  });
});
