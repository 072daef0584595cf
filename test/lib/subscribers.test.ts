import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { giverUp, isDeadLetterQueue } from "#lib/dead-letters";
import { built, grantsOf, holds, ofType, resourcesOf, synthesized } from "#test/lib/synthesized";

const secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:press-key-4f0cAb";
const bus = "arn:aws:events:eu-central-1:123456789012:event-bus/registry";
const subscribers = {
  press: { url: "https://press.example.org/facts", secret, facts: ["report.published.v1"] },
  registry: { bus, facts: ["meeting.convened.v1", "meeting.ended.v1"] },
};
const prod = synthesized("prod", { subscribers });
const resources = resourcesOf(prod.workflow);

describe("a subscriber", () => {
  it("has one rule on the stage's bus, with its facts from our own source and a day of tries", () => {
    holds(() =>
      prod.workflow.hasResourceProperties("AWS::Events::Rule", {
        EventBusName: Match.anyValue(),
        EventPattern: { source: ["convoke"], "detail-type": ["meeting.convened.v1", "meeting.ended.v1"] },
        Targets: [
          {
            Arn: bus,
            RoleArn: Match.anyValue(),
            DeadLetterConfig: {
              Arn: { "Fn::GetAtt": [Match.stringLikeRegexp("^subscriberregistryDeadLetters"), "Arn"] },
            },
            RetryPolicy: { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 86_400 },
          },
        ],
      }),
    );
  });

  it("is called with a role that may do this one thing", () => {
    const own = grantsOf(resources).filter(({ who }) => who.startsWith("subscriber"));
    expect(own.map(({ action, resource }) => [action, resource])).toEqual([
      ["events:InvokeApiDestination", expect.stringMatching(/"Fn::GetAtt":\["subscriberpressDestination\w*","Arn"\]/)],
      ["events:PutEvents", JSON.stringify(bus)],
    ]);
  });

  it("is called at its address with a header whose value the template never holds", () => {
    holds(() =>
      prod.workflow.hasResourceProperties("AWS::Events::ApiDestination", {
        HttpMethod: "POST",
        InvocationEndpoint: "https://press.example.org/facts",
      }),
    );
    holds(() =>
      prod.workflow.hasResourceProperties("AWS::Events::Connection", {
        AuthorizationType: "API_KEY",
        AuthParameters: {
          ApiKeyAuthParameters: {
            ApiKeyName: "x-api-key",
            ApiKeyValue: `{{resolve:secretsmanager:${secret}:SecretString:::}}`,
          },
        },
      }),
    );
  });

  it("has a queue for what it did not take, found by its name, and an alarm that says so", () => {
    const dead = ofType(resources, "AWS::SQS::Queue").filter(({ id }) => id.startsWith("subscriber"));
    expect(
      dead.map(({ id, Properties }) => [isDeadLetterQueue(id), giverUp(id), Properties["MessageRetentionPeriod"]]),
    ).toEqual([
      [true, "subscriber press", 1_209_600],
      [true, "subscriber registry", 1_209_600],
    ]);
    expect(giverUp("subscriber-press-DeadLetters")).toBe("subscriber press");
    holds(() =>
      prod.workflow.hasResourceProperties("AWS::CloudWatch::Alarm", {
        AlarmDescription: Match.stringLikeRegexp("^If this is not seen to, the system press does not learn"),
      }),
    );
  });

  it("is nobody where the stage names nobody", () => {
    expect(JSON.stringify(synthesized("dev").workflow.toJSON())).not.toContain("subscriber");
  });

  it("is never the stage's own bus, which would tell itself for ever", () => {
    const name = String(ofType(resources, "AWS::Events::EventBus")[0]?.Properties["Name"]);
    const own = `arn:aws:events:eu-west-1:123456789012:event-bus/${name}`;
    expect(() => built("prod", { subscribers: { self: { bus: own, facts: ["meeting.ended.v1"] } } })).toThrow(
      "Stage prod, key subscribers.self.bus: must be another bus than the stage's own; for example",
    );
  });
});
