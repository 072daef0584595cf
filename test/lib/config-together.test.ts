import { describe, expect, it } from "vitest";
import { ConfigError, exampleStage, stageConfig } from "#lib/config";
import { stages } from "#test/lib/context";

const prod = stages["prod"] ?? {};
const { mailFrom: _, ...mail } = exampleStage.mail;
function said(name: string, all: Readonly<Record<string, unknown>>, here?: string): string {
  try {
    stageConfig(name, all, here);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

describe("prod", () => {
  it.each([
    ["account", { account: undefined }, "is missing; write the account into cdk.json that prod is deployed to"],
    ["site", { site: undefined }, "is missing; the links in prod's mails need an address of their own"],
    ["alarms", { alarms: false }, "must name whom to tell: prod has alarms"],
    ["mail.allowList", { mail }, "must be left out: prod writes to everybody, and a list would refuse invitees"],
    ["protected", { protected: false }, "must be true, so that no command deletes it"],
  ])("is refused for %s", (key, changes, what) => {
    expect(said("prod", { prod: { ...prod, ...changes } })).toMatch(
      new RegExp(`^Stage prod, key ${key}: ${what}; for example "${key.split(".").at(-1)}": [^\\n]+$`),
    );
  });
});

describe("every other stage writes to nobody that its list does not name", () => {
  it.each(["dev", "test", "rehearsal"])("%s without a list is refused", (name) => {
    const { allowList: _, ...rest } = mail;
    for (const silent of [rest, { ...rest, allowList: [] }])
      expect(said(name, { [name]: { ...exampleStage, mail: silent } })).toBe(
        `Stage ${name}, key mail.allowList: must name whom this stage may write to: only prod writes to everybody; for example "allowList": ["@example.org","someone@example.com"]`,
      );
  });
});

describe("languages", () => {
  it("the default is one that the stage offers", () => {
    expect(said("dev", { dev: { ...exampleStage, defaultLanguage: "ar" } })).toBe(
      'Stage dev, key defaultLanguage: must be one that the stage offers (en, fr); for example "defaultLanguage": "en"',
    );
  });
  it("every name is there in every one", () => {
    const lines = said("dev", { dev: { ...exampleStage, languages: ["en", "ar"] } }).split("\n");
    expect(lines.map((line) => line.split(":")[0])).toEqual(
      ["secretariat.ar", "postalAddress.ar", "dialogue.name.ar"].map((key) => `Stage dev, key ${key}`),
    );
  });
  it("each is named once", () => {
    expect(said("dev", { dev: { ...exampleStage, languages: ["en", "en"] } })).toContain(
      "must name each language once",
    );
  });
});

it("a certificate of another region cannot stand before the API", () => {
  const site = { ...exampleStage.site, certificate: "arn:aws:acm:us-east-1:123456789012:certificate/4f0c" };
  expect(said("dev", { dev: { ...exampleStage, site } })).toMatch(
    /^Stage dev, key site\.certificate: lies in us-east-1 and must lie in eu-west-1; for example /,
  );
});

describe("stages of one account and region", () => {
  const share = (rateShare: number, from: string, account?: string) => {
    const { account: _, ...rest } = exampleStage;
    return { ...rest, ...(account && { account }), mail: { ...mail, rateShare, from } };
  };
  const [own, other] = ["a@dev.example.org", "a@test.example.org"];

  it("whose shares of its rate add up to more than 1 are refused, each of them, with the sum", () => {
    const both = { dev: share(0.7, own), test: share(0.4, other) };
    for (const name of ["dev", "test"])
      expect(said(name, both)).toBe(
        `Stage ${name}, key mail.rateShare: the stages dev (0.7), test (0.4) share the account of whoever deploys in eu-west-1, and their shares add up to 1.1; lower them to 1 at most; for example "rateShare": 0.5`,
      );
    expect(said("dev", { dev: share(0.7, own), test: share(0.3, other) })).toBe("");
    expect(said("dev", { a: share(0.1, "a@b.org"), b: share(0.2, "a@c.org"), dev: share(0.7, own) })).toBe("");
  });
  it("are known by the account that deploys, where it is known", () => {
    const both = { dev: share(0.7, own), prod: share(0.4, other, "123456789012") };
    expect(said("dev", both)).toBe("");
    expect(said("dev", both, "999999999999")).toBe("");
    expect(said("dev", both, "123456789012")).toContain("share the account 123456789012 in eu-west-1");
  });
  it("in another region share nothing", () => {
    expect(said("dev", { dev: share(0.7, own), test: { ...share(0.7, other), region: "eu-central-1" } })).toBe("");
  });
  it("do not both create one domain", () => {
    const both = { dev: share(0.2, own), test: share(0.2, own) };
    expect(said("dev", both)).toBe(
      'Stage dev, key mail.identity: the stage test creates dev.example.org in the account of whoever deploys in eu-west-1 too; let one of them import it, or send from another domain; for example "identity": "create"',
    );
    const importing = { ...both.test, mail: { ...both.test.mail, identity: "import" } };
    expect(said("dev", { dev: both.dev, test: importing })).toBe("");
    expect(said("test", { dev: both.dev, test: importing })).toBe("");
  });
});
