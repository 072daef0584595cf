import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { compilePattern } from "#lib/local/pattern";
import { compileTransformer } from "#lib/local/transform";
import { holds, ofType, resourcesOf, synthesized } from "#test/lib/synthesized";

const { workflow, stage } = synthesized("dev");
const own = stage.workflow.config.mail;
const target = z.object({
  InputTransformer: z.object({ InputPathsMap: z.record(z.string(), z.string()), InputTemplate: z.string() }),
});
const rules = ofType(resourcesOf(workflow), "AWS::Events::Rule")
  .filter(({ Properties }) => Properties["EventBusName"] === undefined)
  .map(({ Properties }) => {
    const { InputTransformer } = z.tuple([target]).parse(Properties["Targets"])[0];
    const pattern: unknown = JSON.parse(
      JSON.stringify(Properties["EventPattern"]).replaceAll(/\{"Ref":"\w*ConfigurationSet\w*"\}/g, '"ours"'),
    );
    return {
      matches: compilePattern(pattern),
      paths: InputTransformer.InputPathsMap,
      template: InputTransformer.InputTemplate,
    };
  });

/** An event of SES about a mail of ours, with everything in it that must not leave the default bus. */
function event(detailType: string, eventType: string, fate: object, tags: object = {}) {
  const canary = "canary@example.org";
  return {
    source: "aws.ses",
    "detail-type": detailType,
    time: "2022-03-01T09:00:00Z",
    detail: {
      eventType,
      mail: {
        source: canary,
        destination: [canary],
        headers: [{ name: "List-Unsubscribe", value: "<https://canary.example.org/u/abc.def>" }],
        commonHeaders: { to: [canary], subject: "canary" },
        tags: { "ses:configuration-set": ["ours"], mail: ["B-r-r1-0000-x"], att: ["1"], stage: ["dev"], ...tags },
      },
      ...fate,
    },
  };
}
const context = {
  ruleArn: "arn:aws:events:eu-west-1:123456789012:rule/r",
  ruleName: "r",
  ingestionTime: "2022-03-01T09:00:00Z",
};
function queued(given: object): unknown[] {
  return rules
    .filter(({ matches }) => matches(given))
    .map(({ paths, template }): unknown => JSON.parse(compileTransformer({ paths, template })(given, context)));
}
const ids = { mail: "B-r-r1-0000-x", att: "1", time: "2022-03-01T09:00:00Z" };

describe("what SES tells", () => {
  it.each([
    ["Email Sent", "Send", { send: {} }],
    ["Email Delivered", "Delivery", { delivery: { recipients: ["canary@example.org"] } }],
    [
      "Email Delivery Delayed",
      "DeliveryDelay",
      { deliveryDelay: { delayedRecipients: [{ emailAddress: "canary@example.org" }] } },
    ],
    ["Email Rejected", "Reject", { reject: { reason: "canary" } }],
    ["Email Rendering Failed", "Rendering Failure", { failure: { errorMessage: "canary" } }],
    [
      "Email Complaint Received",
      "Complaint",
      { complaint: { complainedRecipients: [{ emailAddress: "canary@example.org" }] } },
    ],
  ])("%s reaches the queue once, as ids alone", (detailType, type, fate) => {
    expect(queued(event(detailType, type, fate))).toEqual([{ type, ...ids }]);
  });

  it("a bounce says its kind beside them", () => {
    const bounce = {
      bounceType: "Permanent",
      bounceSubType: "General",
      bouncedRecipients: [{ emailAddress: "canary@example.org", diagnosticCode: "canary" }],
    };
    expect(queued(event("Email Bounced", "Bounce", { bounce }))).toEqual([
      { type: "Bounce", ...ids, kind: "Permanent", subKind: "General" },
    ]);
  });

  it("nothing of another stage's configuration set, and nothing of a mail that is not ours", () => {
    expect(queued(event("Email Sent", "Send", {}, { "ses:configuration-set": ["theirs"] }))).toEqual([]);
    expect(queued(event("Email Sent", "Send", {}, { mail: undefined }))).toEqual([]);
  });
});

describe("sending", () => {
  it("goes through a configuration set that reports to the account's default bus, the only one that SES reaches", () => {
    holds(() =>
      workflow.hasResourceProperties("AWS::SES::ConfigurationSetEventDestination", {
        EventDestination: {
          Enabled: true,
          EventBridgeDestination: { EventBusArn: { "Fn::Join": ["", Match.arrayWith([":event-bus/default"])] } },
          MatchingEventTypes: Match.arrayWith(["send", "delivery", "deliveryDelay", "reject", "bounce", "complaint"]),
        },
      }),
    );
  });

  it("reaches ministries without TLS, where the stage does not require it", () => {
    holds(() =>
      workflow.hasResourceProperties("AWS::SES::ConfigurationSet", { DeliveryOptions: { TlsPolicy: "OPTIONAL" } }),
    );
    const mail = { ...own, requireTls: true };
    holds(() =>
      synthesized("dev", { mail }).workflow.hasResourceProperties("AWS::SES::ConfigurationSet", {
        DeliveryOptions: { TlsPolicy: "REQUIRE" },
      }),
    );
  });

  it("owns its domain, or borrows one that another stage of the account owns", () => {
    holds(() => workflow.hasResourceProperties("AWS::SES::EmailIdentity", { EmailIdentity: "example.org" }));
    const mail = { ...own, identity: "import" };
    holds(() => synthesized("dev", { mail }).workflow.resourceCountIs("AWS::SES::EmailIdentity", 0));
  });

  it("hears its bounces at a domain of its own, the one that is named or bounce. before the sender's", () => {
    const back = (MailFromDomain: string) => ({ MailFromAttributes: { MailFromDomain } });
    holds(() => workflow.hasResourceProperties("AWS::SES::EmailIdentity", back("bounce.example.org")));
    const mail = { ...own, mailFrom: "back.example.org" };
    holds(() =>
      synthesized("dev", { mail }).workflow.hasResourceProperties("AWS::SES::EmailIdentity", back("back.example.org")),
    );
  });
});
