import { describe, expect, it } from "vitest";
import { type Grant, grantsOf, ofType, synthesized } from "#test/lib/synthesized";

const { resources } = synthesized("dev");
const grants = grantsOf(resources);
const on = (part: string) => grants.filter(({ resource }) => resource.includes(part));
const doing = (action: string) => grants.filter((grant) => grant.action === action);
const who = (found: readonly Grant[]) => [...new Set(found.map((grant) => grant.who.replace(/Role\w{8}$/, "")))].sort();

describe("the ledger", () => {
  it("is appended to and read: no role may change or delete a row", () => {
    const actions = new Set(on("LedgerB7379752Arn").map(({ action }) => action));
    expect(actions).toEqual(new Set(["dynamodb:PutItem", "dynamodb:Query"]));
  });

  it("is read by the console's questions alone", () => {
    expect(who(on("LedgerB7379752Arn").filter(({ action }) => action === "dynamodb:Query"))).toEqual([
      "consolegateway",
    ]);
  });

  it("its stream is read by the relay alone, and by what exports it", () => {
    expect(who(on("LedgerB7379752StreamArn"))).toEqual(["relayexports", "relayledger"]);
  });

  it("its export is put, and listed by who seals it: no role may read, hide, delete or unlock any of it", () => {
    const mine = on("FnGetAttLockedExports").map((grant) => `${grant.who.replace(/Role\w{8}$/, "")} ${grant.action}`);
    expect([...new Set(mine)].sort()).toEqual([
      "relayexports s3:PutObject",
      "relaymoments s3:ListBucket",
      "relaymoments s3:PutObject",
    ]);
    expect(grants.filter(({ action }) => /Bypass|Retention|LegalHold|Version|PutBucket/.test(action))).toEqual([]);
  });
});

describe("the records", () => {
  it("rows are deleted by the pump alone, and nobody scans", () => {
    expect(who(doing("dynamodb:DeleteItem"))).toEqual(["mailmoments"]);
    expect(grants.filter(({ action }) => /Scan|BatchWrite|PartiQL/.test(action))).toEqual([]);
  });

  it("indexes are named, and read only", () => {
    const indexes = on("/index/");
    expect(new Set(indexes.map(({ action }) => action))).toEqual(new Set(["dynamodb:Query"]));
    expect(indexes.every(({ resource }) => resource.includes('"/index/list"'))).toBe(true);
  });

  it("pages write nothing", () => {
    const sites = grants.filter(
      (grant) => /^(site|consolegateway|consoleapi)/.test(grant.who) && grant.action.startsWith("dynamodb:"),
    );
    expect(new Set(sites.map(({ action }) => action))).toEqual(
      new Set(["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"]),
    );
  });
});

describe("mail", () => {
  it("leaves from one address, through our configuration set and identity, by the lanes' worker alone", () => {
    const sending = grants.filter(({ action }) => action.startsWith("ses:Send"));
    expect(who(sending)).toEqual(["maillanes"]);
    expect(new Set(sending.map(({ condition }) => condition))).toEqual(
      new Set(['{"StringEquals":{"ses:FromAddress":"secretariat@example.org"}}']),
    );
    const named = sending.map(({ resource }) =>
      resource.includes(":identity/example.org")
        ? "identity"
        : resource.includes(":configuration-set/")
          ? "set"
          : resource,
    );
    expect(new Set(named)).toEqual(new Set(["identity", "set"]));
  });
});

describe("the gate before a round", () => {
  const looking = (stage: string) =>
    grantsOf(synthesized(stage).resources).filter(
      ({ who, action }) => who.startsWith("invitationcommands") && action.startsWith("ses:"),
    );
  it("asks SES of the account and of one identity, in prod; the other stages have no gate and no such grant", () => {
    expect(looking("dev")).toEqual([]);
    const asked = looking("prod").map(({ action, resource }) => [
      action,
      /identity\/[\w.]+/.exec(resource)?.[0] ?? resource,
    ]);
    expect(asked).toEqual([
      ["ses:GetAccount", '"*"'],
      ["ses:GetEmailIdentity", "identity/meet.example.org"],
    ]);
  });
});

describe("schedules", () => {
  it("are made in the stage's one group, and never changed", () => {
    const schedules = grants.filter(({ action }) => action.startsWith("scheduler:"));
    expect(who(schedules)).toEqual([
      "maillanes",
      "mailmoments",
      "meetingcommands",
      "meetingmoments",
      "remindermoments",
    ]);
    expect(new Set(schedules.map(({ action }) => action))).toEqual(new Set(["scheduler:CreateSchedule"]));
    expect(schedules.every(({ resource }) => /:schedule\/",\{"Ref":"Schedules"\},"\/\*"/.test(resource))).toBe(true);
  });

  it("are given one role, which may fill the moments' queues and nothing else", () => {
    const passed = doing("iam:PassRole");
    expect(new Set(passed.map(({ resource, condition }) => `${resource} ${condition}`))).toEqual(
      new Set([
        '{"Fn::GetAtt":["ScheduleRole756A1A25","Arn"]} {"StringEquals":{"iam:PassedToService":"scheduler.amazonaws.com"}}',
      ]),
    );
    const own = grants.filter((grant) => grant.who.startsWith("ScheduleRoleDefaultPolicy"));
    expect(
      own.every(({ action, resource }) => action === "sqs:SendMessage" && /"\w+momentsInboxQueue/.test(resource)),
    ).toBe(true);
    expect(own).toHaveLength(4);
  });

  it("are taken on for that group only", () => {
    const role = ofType(resources, "AWS::IAM::Role").find(({ id }) => id.startsWith("ScheduleRole"));
    expect(JSON.stringify(role?.Properties)).toContain(
      '"ArnEquals":{"aws:SourceArn":{"Fn::GetAtt":["Schedules","Arn"]}}',
    );
  });
});

describe("the rest", () => {
  it("the secret is read by those who make or check links", () => {
    expect(who(doing("secretsmanager:GetSecretValue"))).toEqual(["maillanes", "siteanswer", "sitepublic"]);
    // Who only names the key that links are made with sees its labels.
    expect(who(doing("secretsmanager:DescribeSecret"))).toEqual(["invitationfacts", "invitationpages"]);
  });

  it("only the relay puts facts on the bus", () => {
    expect(who(doing("events:PutEvents"))).toEqual(["relayledger", "relaymoments"]);
  });

  it("no function sends to the queue that starts it: Lambda stops such loops", () => {
    const starts = new Map(doing("sqs:ReceiveMessage").map(({ who, resource }) => [`${who} ${resource}`, true]));
    expect(doing("sqs:SendMessage").filter(({ who, resource }) => starts.has(`${who} ${resource}`))).toEqual([]);
  });

  it("roles are of their own policies: none is managed elsewhere, and each function has its own", () => {
    const roles = ofType(resources, "AWS::IAM::Role");
    expect(roles.filter(({ Properties }) => Properties["ManagedPolicyArns"] !== undefined)).toEqual([]);
    const used = ofType(resources, "AWS::Lambda::Function").map(({ Properties }) => JSON.stringify(Properties["Role"]));
    expect(new Set(used).size).toBe(used.length);
  });
});
