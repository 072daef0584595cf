import { createServer } from "node:http";
import { CreateScheduleCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { client } from "#bin/convoke/client";
import { examined, pronounce } from "#bin/convoke/doctor";
import { type Patient, patientAt } from "#bin/convoke/doctor/patient";
import { printer } from "#bin/convoke/print";
import { Refused } from "#bin/convoke/trouble";
import { Clock } from "#lib/local/clock";
import { Scheduler } from "#lib/local/engines/scheduler";
import { Ses } from "#lib/local/engines/ses";
import { Sqs } from "#lib/local/engines/sqs";
import { Store } from "#lib/local/store";
import { openDoor } from "#test/bin/door";
import { storeOlderTimes } from "#test/functions/older-times";
import { submit, type World, withInvitations } from "#test/functions/world";
import { stages } from "#test/lib/context";
import { serve } from "#test/lib/local/wire";
import { recordedNames } from "#test/memory/names";

const DOMAIN = "meet.example.org";
const GROUP = "convoke-prod-group";
const queue = (name: string) => ({
  name,
  arn: `arn:aws:sqs:eu-west-1:000000000000:${name}`,
  url: `http://127.0.0.1:1/000000000000/${name}`,
  visibilitySeconds: 30,
  delaySeconds: 0,
  retentionSeconds: 1_209_600,
});
const dead = queue("convoke-prod-workflow-mailbulkDeadLetters0A-B");

/** Lambda, SNS, ACM and the tables as far as the doctor asks them. */
const well = {
  concurrency: 1000,
  subscription: "arn:aws:sns:eu-west-1:000000000000:alarms:1",
  certificate: "ISSUED",
  denied: false,
  recovery: "ENABLED",
  expiry: "ENABLED",
  protection: true,
  view: "NEW_IMAGE",
};
const account = { ...well };
const others = createServer((request, response) => {
  const target = String(request.headers["x-amz-target"] ?? request.url);
  response.statusCode = account.denied ? 403 : 200;
  const table = /^DynamoDB_20120810\.(\w+)$/.exec(target)?.[1];
  if (account.denied) response.end('{"message":"not authorized to perform it"}');
  else if (table === "DescribeContinuousBackups")
    response.end(
      JSON.stringify({
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: account.recovery },
        },
      }),
    );
  else if (table === "DescribeTimeToLive")
    response.end(JSON.stringify({ TimeToLiveDescription: { TimeToLiveStatus: account.expiry, AttributeName: "ttl" } }));
  else if (table === "DescribeTable")
    response.end(
      JSON.stringify({
        Table: {
          DeletionProtectionEnabled: account.protection,
          StreamSpecification: { StreamEnabled: true, StreamViewType: account.view },
          LatestStreamArn: "arn:aws:dynamodb:eu-west-1:000000000000:table/l/stream/1",
        },
      }),
    );
  else if (target.startsWith("/2016"))
    response.end(JSON.stringify({ AccountLimit: { ConcurrentExecutions: account.concurrency } }));
  else if (target.startsWith("CertificateManager"))
    response.end(
      JSON.stringify({
        Certificate: {
          Status: account.certificate,
          DomainValidationOptions: [
            { ResourceRecord: { Name: `_a.${DOMAIN}.`, Type: "CNAME", Value: "_b.acm-validations.aws." } },
          ],
        },
      }),
    );
  else
    response.end(
      `<Subscriptions><member><SubscriptionArn>${account.subscription}</SubscriptionArn></member></Subscriptions>`,
    );
});

let world: World;
let door: Awaited<ReturnType<typeof openDoor>>;
let wire: Awaited<ReturnType<typeof serve>>;
let ses: Ses;
let sqs: Sqs;
let clock: Clock;
let patient: Patient;
let records: { [question: string]: readonly string[] | string };

beforeAll(async () => {
  world = await withInvitations();
  door = await openDoor(world);
  await submit(world, "next", { parties: ["DE"] });
  await new Promise<void>((resolve) => others.listen(0, "127.0.0.1", resolve));
  const { port } = z.looseObject({ port: z.number() }).parse(others.address());
  for (const name of ["LAMBDA", "SNS", "ACM", "DYNAMODB"])
    vi.stubEnv(`AWS_ENDPOINT_URL_${name}`, `http://127.0.0.1:${port}`);
  vi.stubEnv("AWS_ACCESS_KEY_ID", "chen");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "secret");
  vi.stubEnv("STAGE", "prod");
});
const emptyScheduler = (store: Store) =>
  new Scheduler(store, clock, {
    region: "eu-west-1",
    account: "000000000000",
    groups: [GROUP],
    schedules: [],
    deliver: () => undefined,
    problem: () => {},
  });
beforeEach(async () => {
  const store = new Store();
  clock = new Clock(store, "2022-02-01T09:00:00Z");
  ses = new Ses(store, clock, {
    region: "eu-west-1",
    account: "000000000000",
    identities: [DOMAIN],
    mailFrom: { [DOMAIN]: `bounce.${DOMAIN}` },
    configurationSets: [],
    publish: () => {},
  });
  sqs = new Sqs(store, clock, [dead]);
  const scheduler = emptyScheduler(store);
  wire = await serve(ses, sqs, scheduler);
  dead.url = `${wire.endpoint}/000000000000/${dead.name}`;
  for (const name of ["SESV2", "SQS", "SCHEDULER"]) vi.stubEnv(`AWS_ENDPOINT_URL_${name}`, wire.endpoint);
  const outputs: Record<string, string> = {
    ScheduleGroup: GROUP,
    AlarmTopicArn: "arn:aws:sns:eu-west-1:000000000000:alarms",
  };
  const place = {
    region: "eu-west-1",
    stage: "prod",
    client: { region: "eu-west-1", maxAttempts: 1 },
    output: (key: string) => outputs[key] ?? "",
  };
  const gateway = client({ url: door.url, region: "eu-west-1" });
  const given = await patientAt(place, gateway, door.url, stages);
  const config = {
    ...given.config,
    site: { domain: DOMAIN, certificate: "arn:aws:acm:eu-west-1:000000000000:certificate/1" },
  };
  const tz = process.versions["tz"] ?? "";
  patient = {
    ...given,
    config,
    runtime: { ...given.runtime, tz },
    readAt: Date.parse(given.runtime.now),
    reach: async () => 200,
  };
  const identity = z.looseObject({ DkimAttributes: z.looseObject({ Tokens: z.array(z.string()) }) }).parse(
    JSON.parse(
      (
        await patient.aws({
          service: "ses",
          method: "GET",
          path: `/v2/email/identities/${DOMAIN}`,
          headers: {},
          body: "",
        })
      ).body,
    ),
  );
  records = {
    ...Object.fromEntries(
      identity.DkimAttributes.Tokens.map((token) => [
        `CNAME ${token}._domainkey.${DOMAIN}`,
        [`${token}.dkim.amazonses.com`],
      ]),
    ),
    [`MX bounce.${DOMAIN}`]: ["10 feedback-smtp.eu-west-1.amazonses.com"],
    [`TXT bounce.${DOMAIN}`]: ["v=spf1 include:amazonses.com ~all"],
    "TXT _dmarc.example.org": ["v=DMARC1; p=none"],
    "MX example.org": ["10 mx.example.org"],
    [`CNAME _a.${DOMAIN}`]: ["_b.acm-validations.aws"],
  };
  patient = { ...patient, names: recordedNames(records) };
  for (const { name, at } of await booked()) await book(name, at);
  return async () => {
    await wire.close();
    store.close();
    Object.assign(account, well);
  };
});
afterAll(() => {
  vi.unstubAllEnvs();
  door.close();
  others.close();
});

const booked = async () => {
  const { wakeUps } = await patient.client.query({ query: "wake-ups", dialogueId: "khartoum" });
  return z.array(z.object({ name: z.string(), at: z.string() })).parse(wakeUps);
};
async function book(Name: string, at: string): Promise<void> {
  const scheduler = new SchedulerClient(wire.client);
  await scheduler.send(
    new CreateScheduleCommand({
      Name,
      GroupName: GROUP,
      ScheduleExpression: `at(${at.slice(0, 19)})`,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: dead.arn, RoleArn: "arn:aws:iam::000000000000:role/r" },
    }),
  );
  scheduler.destroy();
}
const wrong = async () => (await examined(patient)).filter(({ state }) => state !== "ok");

describe("a stage that is well", () => {
  it("is told line by line, and nothing is wrong", async () => {
    const findings = await examined(patient);
    expect(findings.filter(({ state }) => state !== "ok")).toEqual([]);
    expect(findings.map(({ check }) => check.replace(/:.*/, ""))).toEqual([
      "Functions",
      "Time zones",
      "Clock",
      "SES sandbox",
      "SES sending",
      "SES identity",
      "DKIM",
      "MAIL FROM",
      "Quota",
      "DKIM 1 of 3",
      "DKIM 2 of 3",
      "DKIM 3 of 3",
      "MAIL FROM MX",
      "MAIL FROM SPF",
      "DMARC",
      "Mailbox for answers",
      "Site",
      "Certificate",
      "Certificate's renewal",
      "Lambda",
      "Alarms",
      "Records",
      "Ledger",
      "Stored times",
      "Schedules",
      "Dead letters",
    ]);
    expect(findings.find(({ check }) => check === "Quota")?.said).toMatch(/3 mails of next take about 1 min/);
    expect(findings.find(({ check }) => check === "Schedules")?.said).toMatch(/^all 5 wake-ups/);
  });
});

describe("what is wrong is told with what to do", () => {
  it.each<[string, () => unknown, string, RegExp]>([
    ["the sandbox", () => ses.change({ productionAccess: false }), "SES sandbox", /production access/],
    ["a quota that the next round does not fit into", () => ses.change({ max24HourSend: 2 }), "Quota", /higher quota/],
    [
      "other time-zone data",
      () => (patient = { ...patient, runtime: { ...patient.runtime, tz: "1999z" } }),
      "Time zones",
      /convoke time check/,
    ],
    [
      "a clock that is off",
      () => (patient = { ...patient, readAt: patient.readAt - 120_000 }),
      "Clock",
      /this machine's clock/,
    ],
    ["a record that is not there", () => delete records["TXT _dmarc.example.org"], "DMARC", /DNS of that domain/],
    ["a certificate that waits", () => (account.certificate = "PENDING_VALIDATION"), "Certificate", /within an hour/],
    ["a fresh account", () => (account.concurrency = 10), "Lambda", /Service Quotas/],
    ["alarms that nobody confirmed", () => (account.subscription = "PendingConfirmation"), "Alarms", /confirm/],
    ["a table whose rows do not expire", () => (account.expiry = "DISABLED"), "Records", /Restore, step 3/],
    ["a ledger without its stream's images", () => (account.view = "KEYS_ONLY"), "Ledger", /Restore, step 3/],
    ["what functions gave up on", () => sqs.send(dead.arn, "{}"), "Dead letters", /convoke dlq --stage prod/],
  ])("%s", async (_, spoil, check, todo) => {
    spoil();
    const [first, ...more] = await wrong();
    expect(more).toEqual([]);
    expect(first).toMatchObject({ state: "not-ok", todo: expect.stringMatching(todo) });
    expect(first?.check).toMatch(new RegExp(`^${check}`));
  });

  it("what a restore left out of both tables, and an epoch that has not come", async () => {
    Object.assign(account, { recovery: "DISABLED", protection: false });
    const restore = {
      recordsTable: "r",
      ledgerTable: "l",
      ledgerStreamArn: "arn:aws:dynamodb:eu-west-1:000000000000:table/l/stream/2",
      epoch: "2099-01-01T00:00:00Z",
    };
    patient = { ...patient, config: { ...patient.config, restore } };
    expect((await wrong()).map(({ check, said }) => `${check}: ${said}`)).toEqual([
      expect.stringMatching(/^Records: .* lacks point-in-time recovery and deletion protection$/),
      expect.stringMatching(/^Ledger: .* and the stream that cdk\.json names \(it has arn:.*stream\/1\)$/),
      "Restore: its epoch 2099-01-01T00:00:00Z has not come",
    ]);
  });

  it("a wake-up that nobody booked, by name", async () => {
    const [lost] = await booked();
    await wire.close();
    const store = new Store();
    const scheduler = emptyScheduler(store);
    wire = await serve(ses, sqs, scheduler);
    vi.stubEnv("AWS_ENDPOINT_URL_SCHEDULER", wire.endpoint);
    for (const { name, at } of (await booked()).slice(1)) await book(name, at);
    const found = (await examined(patient)).find(({ check }) => check === "Schedules");
    expect(found).toMatchObject({
      state: "not-ok",
      said: expect.stringContaining(`1 of 5 wake-ups are not booked: ${lost?.name}`),
    });
    store.close();
  });

  it("74 · a stored time that means another instant by the zone data of the functions", async () => {
    const back = await storeOlderTimes(world);
    expect(await wrong()).toMatchObject([
      {
        check: "Stored times",
        state: "not-ok",
        said: "2 of 8 mean another instant by the functions' zone data",
        todo: "Look before anything is sent: convoke time check --stage prod",
      },
    ]);
    await back();
    expect(await wrong()).toEqual([]);
  });

  it("exit 1 says how many; with --json one line holds them all", async () => {
    ses.change({ productionAccess: false });
    const findings = await examined(patient);
    const lines: string[] = [];
    const log = vi.spyOn(console, "log").mockImplementation((text: unknown) => void lines.push(String(text)));
    for (const json of [false, true]) expect(() => pronounce(printer(json), patient, findings)).toThrow(Refused);
    log.mockRestore();
    expect(lines[0]).toBe("Stage prod in eu-west-1");
    expect(lines[1]).toMatch(/\nnot ok +SES sandbox: the account is in it.*\n +→ Ask for production access/);
    expect(lines).toHaveLength(2);
  });
});

it("what cannot be asked is told, with why, and is not wrong", async () => {
  account.denied = true;
  records["MX example.org"] = "ESERVFAIL";
  const unknown = await wrong();
  expect(unknown.map(({ check, state }) => [check.replace(/:.*/, ""), state])).toEqual([
    ["Mailbox for answers", "unknown"],
    ["Certificate", "unknown"],
    ["Lambda", "unknown"],
    ["Alarms", "unknown"],
    ["Tables", "unknown"],
  ]);
  expect(unknown[2]?.said).toMatch(/403.*not authorized/);
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  expect(() => pronounce(printer(false), patient, unknown)).not.toThrow();
  expect(String(log.mock.calls[0]?.[0])).toMatch(/Nothing is wrong, and 5 of 5 could not be looked at\./);
  log.mockRestore();
});

it("a stage that writes to its own list is not wrong in the sandbox or without records", async () => {
  patient = { ...patient, config: { ...patient.config, name: "dev" }, names: recordedNames({}) };
  ses.change({ productionAccess: false, verified: false });
  const found = (await wrong()).filter(({ check }) => check !== "Certificate's renewal: CNAME _a.meet.example.org");
  expect(found).toEqual([]);
});
