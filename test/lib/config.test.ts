import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ConfigError, exampleStage, isGated, mailFromDomain, stageConfig } from "#lib/config";
import { context, stages } from "#test/lib/context";

const dev = stages["dev"] ?? {};
const SECRET = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:press-key-4f0cAb";

/** What is said about a stage dev with other values. */
function said(changes: { readonly [key: string]: unknown }): string {
  try {
    stageConfig("dev", { dev: { ...dev, ...changes } });
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
  }
  return "";
}

describe("the stages of cdk.json", () => {
  it.each(["dev", "test"])("%s is complete", (name) => {
    expect(stageConfig(name, context.stages).name).toBe(name);
  });

  it("prod wants the account and the address of whoever deploys it, and nothing else", () => {
    expect(() => stageConfig("prod", context.stages)).toThrow(
      new ConfigError(
        [
          'Stage prod, key account: is missing; write the account into cdk.json that prod is deployed to; for example "account": "123456789012"',
          `Stage prod, key site: is missing; the links in prod's mails need an address of their own; for example "site": ${JSON.stringify(exampleStage.site)}`,
        ].join("\n"),
      ),
    );
    expect(stageConfig("prod", stages).name).toBe("prod");
  });

  it("only prod may write to everybody, and it is protected and says whom to tell", () => {
    const everybody = Object.keys(stages).filter((name) => stageConfig(name, stages).mail.allowList.length === 0);
    expect(everybody).toEqual(["prod"]);
    expect(stageConfig("prod", stages)).toMatchObject({ protected: true, alarms: { email: expect.any(String) } });
  });
});

describe("the gate before a round", () => {
  const prod = stages["prod"] ?? {};
  const mail = z.looseObject({}).parse(prod["mail"]);
  it("is on in prod and off elsewhere, where nothing is said; prod cannot put it off", () => {
    expect(["dev", "test", "prod"].map((name) => isGated(stageConfig(name, stages)))).toEqual([false, false, true]);
    const gated = { ...dev, mail: { ...z.looseObject({}).parse(dev["mail"]), releaseGate: true } };
    expect(isGated(stageConfig("dev", { dev: gated }))).toBe(true);
    expect(() => stageConfig("prod", { prod: { ...prod, mail: { ...mail, releaseGate: false } } })).toThrow(
      "Stage prod, key mail.releaseGate: must not be false",
    );
  });
  it("bounces come back to a subdomain of the sender's", () => {
    expect(mailFromDomain(stageConfig("prod", stages))).toBe("bounce.meet.example.org");
    for (const mailFrom of ["bounce.example.com", "meet.example.org", "x"])
      expect(() => stageConfig("prod", { prod: { ...prod, mail: { ...mail, mailFrom } } })).toThrow(
        "Stage prod, key mail.mailFrom: ",
      );
    const imported = stageConfig("prod", { prod: { ...prod, mail: { ...mail, identity: "import" } } });
    expect(mailFromDomain(imported)).toBeUndefined();
  });
});

describe("tables to go on from after a restore", () => {
  const restore = {
    recordsTable: "records-2",
    ledgerTable: "ledger-2",
    ledgerStreamArn: "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger-2/stream/2022-02-07T09:12:00.000",
    epoch: "2022-02-07T09:00:00Z",
  };
  it("are named all four", () => {
    expect(stageConfig("dev", { dev: { ...dev, restore } }).restore).toEqual(restore);
  });
  it.each([
    ["recordsTable", "a table"],
    ["ledgerTable", ""],
    ["ledgerStreamArn", "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger-2"],
    ["epoch", "2022-02-07"],
    ["epoch", undefined],
  ])("%s as %j is said with stage, key and an example", (key, value) => {
    expect(said({ restore: { ...restore, [key]: value } })).toMatch(
      new RegExp(`^Stage dev, key restore\\.${key}: .*; for example "${key}": "`),
    );
  });
});

describe("a wrong value is said with stage, key and an example", () => {
  const mail = dev["mail"];
  it.each([
    ["a missing one", { region: undefined }, 'Stage dev, key region: is missing; for example "region": "eu-west-1"'],
    [
      "a region that is none",
      { region: "Ireland" },
      'Stage dev, key region: must be an AWS region; for example "region": "eu-west-1"',
    ],
    ["an account as a number", { account: 123456789012 }, "Stage dev, key account: "],
    [
      "a language without catalogue",
      { defaultLanguage: "de" },
      'Stage dev, key defaultLanguage: must be one of en, fr, ar; for example "defaultLanguage": "en"',
    ],
    [
      "a missing group",
      { mail: undefined },
      'Stage dev, key mail: is missing; for example "mail": {"from":"secretariat@example.org"',
    ],
    [
      "a source that commands never have",
      { trustedSources: ["aws.ec2"] },
      'Stage dev, key trustedSources.0: must be a source of commands; for example "trustedSources": ["convoke.secretariat"]',
    ],
    [
      "a partner with a wrong account",
      { partners: { igad: "12" } },
      'Stage dev, key partners.igad: must be an account id; for example "igad": "123456789012"',
    ],
    [
      "a partner with a wrong name",
      { partners: { "I G": "123456789012" } },
      "Stage dev, key partners.I G: a partner's name has small letters, digits and hyphens; for example",
    ],
    [
      "alarms that nobody hears",
      { alarms: true },
      'Stage dev, key alarms: must be false, or hold the e-mail of whom to tell; for example "alarms": {"email":"ops@example.org"}',
    ],
    [
      "a subscriber without anything",
      { subscribers: { press: { facts: ["report.published.v1"] } } },
      "Stage dev, key subscribers.press.bus: or url must say where the facts go; for example",
    ],
    [
      "a subscriber with two places",
      {
        subscribers: {
          press: {
            bus: "arn:aws:events:eu-west-1:123456789012:event-bus/press",
            url: "https://press.example.org/",
            secret: SECRET,
            facts: ["report.published.v1"],
          },
        },
      },
      "Stage dev, key subscribers.press.url: cannot stand beside bus",
    ],
    [
      "a subscriber's address without a secret",
      { subscribers: { press: { url: "https://press.example.org/", facts: ["report.published.v1"] } } },
      'Stage dev, key subscribers.press.secret: must name the secret that url is called with; for example "secret": "arn:aws:secretsmanager:',
    ],
    [
      "a subscriber's mistyped fact",
      {
        subscribers: {
          press: { bus: "arn:aws:events:eu-west-1:123456789012:event-bus/press", facts: ["report.publishd.v1"] },
        },
      },
      'Stage dev, key subscribers.press.facts.0: must be a fact of the catalogue, and "report.publishd.v1" is none (did you mean report.published.v1?); for example "facts": ["report.published.v1"]',
    ],
    [
      "a subscriber without facts",
      { subscribers: { press: { bus: "arn:aws:events:eu-west-1:123456789012:event-bus/press", facts: [] } } },
      "Stage dev, key subscribers.press.facts: must name one fact at least; for example",
    ],
    [
      "a subscriber with a fact twice",
      {
        subscribers: {
          press: {
            bus: "arn:aws:events:eu-west-1:123456789012:event-bus/press",
            facts: ["meeting.ended.v1", "meeting.ended.v1"],
          },
        },
      },
      "Stage dev, key subscribers.press.facts: must name each fact once; for example",
    ],
    [
      "a subscriber's name that no queue could bear",
      {
        subscribers: {
          "The Press": { bus: "arn:aws:events:eu-west-1:123456789012:event-bus/press", facts: ["meeting.ended.v1"] },
        },
      },
      "Stage dev, key subscribers.The Press: a subscriber's name has at most 12 small letters and digits; for example",
    ],
    [
      "a subscriber's bus that is a name only",
      { subscribers: { registry: { bus: "registry", facts: ["meeting.ended.v1"] } } },
      'Stage dev, key subscribers.registry.bus: must be the ARN of an event bus; for example "bus": "arn:aws:events:',
    ],
    [
      "days that CloudWatch does not offer",
      { retention: { logs: 10, imports: 7, relayFailures: 90, facts: 7 } },
      'Stage dev, key retention.logs: must be a number of days that CloudWatch offers; for example "logs": 30',
    ],
    [
      "a key that is not known",
      { colour: "blue" },
      "Stage dev, key colour: is not known; the keys there are region, timeZone, account, ",
    ],
    [
      "a domain without certificate",
      { site: { domain: "meet.example.org" } },
      'Stage dev, key site.certificate: is missing; for example "certificate": "arn:aws:acm:',
    ],
  ])("%s", (_, changes, sentence) => {
    expect(said(changes)).toContain(sentence);
  });

  it.each([
    [
      { from: "secretariat" },
      'Stage dev, key mail.from: must be an e-mail address; for example "from": "secretariat@example.org"',
    ],
    [{ rateShare: 0 }, 'Stage dev, key mail.rateShare: must be above 0; for example "rateShare": 0.5'],
    [{ rateShare: 1.5 }, 'Stage dev, key mail.rateShare: must be at most 1; for example "rateShare": 0.5'],
    [
      { allowList: ["everybody"] },
      'Stage dev, key mail.allowList.0: must be an address, or a domain with its @; for example "allowList": [',
    ],
    [
      { identity: "borrow" },
      'Stage dev, key mail.identity: must be create or import; for example "identity": "create"',
    ],
    [{ copyTo: "a@example.org" }, "Stage dev, key mail.copyTo: is not known; the keys there are from, replyTo"],
  ])("in mail: %o", (changes, sentence) => {
    expect(said({ mail: Object.assign({}, mail, changes) })).toContain(sentence);
  });

  it("all faults come at once, a line each", () => {
    expect(said({ region: "x", timeZone: "Mars" }).split("\n")).toHaveLength(2);
  });
});

describe("the choice of a stage", () => {
  it("an unknown one is answered with those there are", () => {
    expect(() => stageConfig("prd", stages)).toThrow(
      'There is no stage "prd" in cdk.json. Did you mean prod? Choose one of dev, test, prod; for example: npx cdk synth --context stage=prod',
    );
  });

  it("without a context it says where the stages stand", () => {
    expect(() => stageConfig(undefined, undefined)).toThrow("They stand in cdk.json under context.stages");
  });

  it("a name that no stack could bear is refused", () => {
    expect(() => stageConfig("My Stage", { "My Stage": dev })).toThrow("at most 12 small letters and digits");
  });
});

describe("a subscriber's address", () => {
  const at = (url: string) => said({ subscribers: { press: { url, secret: SECRET, facts: ["report.published.v1"] } } });

  it.each(["https://press.example.org/facts", "https://press.example.org:8443/a?b=c"])("%s is taken", (url) => {
    expect(at(url)).toBe("");
  });

  it.each([
    ["http://press.example.org/", "must be an address that begins with https://"],
    ["press.example.org", "must be an address that begins with https://"],
    ["", "must be an address that begins with https://"],
    ["https://user:word@press.example.org/", "must hold no user name and no password: secret says who calls"],
    ["https://press.example.org/#a", "must have no # part"],
    ["https://press.example.org/*", "must be one address of at most 2,048 characters, without * or spaces"],
    [`https://press.example.org/${"a".repeat(2048)}`, "must be one address of at most 2,048 characters"],
    ["https://127.0.0.1/", "must name a host of the internet; a number or a private name is none"],
    ["https://2130706433/", "must name a host of the internet"],
    ["https://10.0.0.1/", "must name a host of the internet"],
    ["https://[::1]/", "must name a host of the internet"],
    ["https://localhost/", "must name a host of the internet"],
    ["https://metadata.internal/", "must name a host of the internet"],
  ])("%s is refused", (url, fault) => {
    expect(at(url)).toContain(`Stage dev, key subscribers.press.url: ${fault}`);
    expect(at(url)).toContain('; for example "url": "https://press.example.org/facts"');
  });
});
