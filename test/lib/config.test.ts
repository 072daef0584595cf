import { describe, expect, it } from "vitest";
import * as z from "zod";
import { ConfigError, isGated, mailFromDomain, stageConfig } from "#lib/config";
import { context } from "#test/lib/context";

const { stages } = context;
const dev = stages["dev"] ?? {};

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
  it.each(["dev", "test", "prod"])("%s is complete", (name) => {
    expect(stageConfig(name, stages).name).toBe(name);
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
      "days that CloudWatch does not offer",
      { logDays: 10 },
      'Stage dev, key logDays: must be a number of days that CloudWatch offers; for example "logDays": 30',
    ],
    [
      "a key that is not known",
      { colour: "blue" },
      "Stage dev, key colour: is not known; the keys there are region, account, ",
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
    expect(said({ region: "x", logDays: 5 }).split("\n")).toHaveLength(2);
  });
});

describe("the choice of a stage", () => {
  it("an unknown one is answered with those there are", () => {
    expect(() => stageConfig("prd", stages)).toThrow(
      'There is no stage "prd" in cdk.json. Choose one of dev, test, prod; for example: npx cdk synth --context stage=dev',
    );
  });

  it("without a context it says where the stages stand", () => {
    expect(() => stageConfig(undefined, undefined)).toThrow("They stand in cdk.json under context.stages");
  });

  it("a name that no stack could bear is refused", () => {
    expect(() => stageConfig("My Stage", { "My Stage": dev })).toThrow("at most 12 small letters and digits");
  });

  it("prod without protection is refused", () => {
    expect(() => stageConfig("prod", { prod: { ...stages["prod"], protected: false } })).toThrow(
      "Stage prod, key protected: must be true",
    );
  });
});
