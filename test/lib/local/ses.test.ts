import {
  GetAccountCommand,
  GetEmailIdentityCommand,
  SESv2Client,
  SendEmailCommand,
  type SendEmailCommandInput,
} from "@aws-sdk/client-sesv2";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Clock } from "#lib/local/clock";
import type { Emission } from "#lib/local/engines/bus";
import { Ses, type SesOptions } from "#lib/local/engines/ses";
import { Store } from "#lib/local/store";
import { serve } from "#test/lib/local/wire";

let store: Store;
let clock: Clock;
let ses: Ses;
let wire: Awaited<ReturnType<typeof serve>>;
let client: SESv2Client;
let published: Emission[];

const options = (): SesOptions => ({
  region: "eu-west-1",
  account: "000000000000",
  identities: ["convoke.example", "guest@other.example"],
  mailFrom: { "convoke.example": "bounce.convoke.example" },
  configurationSets: [
    { name: "mail", eventBridge: [{ types: ["send", "DELIVERY", "bounce", "complaint"], enabled: true }] },
    { name: "mute", eventBridge: [{ types: ["SEND"], enabled: false }] },
  ],
  publish: (event) => published.push(event),
});

beforeEach(async () => {
  published = [];
  store = new Store();
  clock = new Clock(store, "2026-03-01T09:00:00Z");
  ses = new Ses(store, clock, options());
  wire = await serve(ses);
  client = new SESv2Client(wire.client);
});
afterEach(async () => {
  client.destroy();
  await wire.close();
  store.close();
});

const RAW = [
  "From: =?UTF-8?Q?Secr=C3=A9tariat?= <secretariat@convoke.example>",
  "To: capital@state.example",
  "Subject: =?UTF-8?B?SW52aXRhdGlvbiDDoCBsYSByw6l1bmlvbg==?=",
  "Message-ID: <mine@convoke.example>",
  "Date: Thu, 01 Jan 1970 00:00:00 +0000",
  "List-Unsubscribe: <https://site.example/u/x>,",
  " <mailto:u@convoke.example>",
  "MIME-Version: 1.0",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Bonjour",
].join("\r\n");

const raw = (text = RAW, more: Partial<SendEmailCommandInput> = {}) =>
  new SendEmailCommand({
    Content: { Raw: { Data: Buffer.from(text) } },
    ConfigurationSetName: "mail",
    EmailTags: [
      { Name: "mail", Value: "B-1-abc01" },
      { Name: "att", Value: "1" },
    ],
    ...more,
  });
const to = (address: string) => raw(RAW.replace("capital@state.example", address));

test("an identity of the template is described, with the records that it wants; any other is not there", async () => {
  const describe = async (EmailIdentity: string) => client.send(new GetEmailIdentityCommand({ EmailIdentity }));
  const said = await describe("convoke.example");
  expect(said).toMatchObject({
    VerifiedForSendingStatus: true,
    DkimAttributes: {
      Status: "SUCCESS",
      Tokens: [expect.stringMatching(/^\w{32}$/), expect.any(String), expect.any(String)],
    },
    MailFromAttributes: { MailFromDomain: "bounce.convoke.example", MailFromDomainStatus: "SUCCESS" },
  });
  ses.change({ verified: false });
  expect(await describe("convoke.example")).toMatchObject({
    VerifiedForSendingStatus: false,
    DkimAttributes: { Status: "PENDING", Tokens: said.DkimAttributes?.Tokens },
  });
  await expect(client.send(raw())).rejects.toMatchObject({ name: "MessageRejected" });
  await expect(describe("elsewhere.example")).rejects.toMatchObject({ name: "NotFoundException" });
});

describe("a raw mail", () => {
  test("is captured with its tags, its decoded subject and SES's own id", async () => {
    const { MessageId } = await client.send(raw());
    expect(MessageId).toMatch(/^0102[0-9a-f]{12}-[0-9a-f-]{36}-000000$/);
    expect(ses.list()).toMatchObject([
      {
        id: MessageId,
        from: "secretariat@convoke.example",
        to: ["capital@state.example"],
        subject: "Invitation à la réunion",
        tags: { mail: "B-1-abc01", att: "1" },
        configurationSet: "mail",
        events: ["Send", "Delivery"],
      },
    ]);
    expect(new Date(ses.list()[0]?.at ?? 0).toISOString()).toMatch(/^2026-03-01T09:00:0/);
  });

  test("arrives with SES's Message-ID and Date, and is kept as it was handed over", async () => {
    const { MessageId = "" } = await client.send(raw(RAW.replace("Subject", "Bcc: hidden@state.example\r\nSubject")));
    const mail = ses.get(MessageId);
    expect(Buffer.from(mail?.handed ?? "").toString()).toContain("Message-ID: <mine@convoke.example>");
    expect(mail?.raw).not.toContain("mine@convoke.example");
    expect(mail?.raw).toContain(`Message-ID: <${MessageId}@eu-west-1.amazonses.com>`);
    expect(mail?.raw).toMatch(/Date: Sun, 01 Mar 2026 09:00:0\d \+0000/);
    expect(mail?.raw).not.toContain("hidden@");
    expect(mail?.raw).toContain("List-Unsubscribe: <https://site.example/u/x>, <mailto:u@convoke.example>");
    expect(mail?.raw.endsWith("\r\n\r\nBonjour")).toBe(true);
    expect(mail?.to).toEqual(["capital@state.example", "hidden@state.example"]);
  });

  test("needs the permission of the former API too, on identity and configuration set", async () => {
    await client.send(raw());
    const needed = wire.needs[0]?.map(({ action, resource }) => `${action} ${resource}`);
    expect(needed).toEqual([
      "ses:SendEmail arn:aws:ses:eu-west-1:000000000000:identity/convoke.example",
      "ses:SendEmail arn:aws:ses:eu-west-1:000000000000:configuration-set/mail",
      "ses:SendRawEmail arn:aws:ses:eu-west-1:000000000000:identity/convoke.example",
      "ses:SendRawEmail arn:aws:ses:eu-west-1:000000000000:configuration-set/mail",
    ]);
    expect(wire.needs[0]?.[0]?.context).toEqual({ "ses:FromAddress": "secretariat@convoke.example" });
  });

  test("a Destination is the envelope", async () => {
    await client.send(
      raw(RAW, { Destination: { ToAddresses: ['"Capital, A" <a@state.example>'], BccAddresses: ["b@state.example"] } }),
    );
    expect(ses.list()[0]?.to).toEqual(["a@state.example", "b@state.example"]);
  });
});

test("a simple mail is composed", async () => {
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: "secretariat@convoke.example",
      Destination: { ToAddresses: ["a@state.example"] },
      Content: {
        Simple: {
          Subject: { Data: "Réunion" },
          Body: { Text: { Data: "Bonjour" }, Html: { Data: "<p>Bonjour</p>" } },
          Headers: [{ Name: "X-Kind", Value: "code" }],
        },
      },
    }),
  );
  const [mail] = ses.list();
  expect(mail).toMatchObject({ subject: "Réunion", events: ["Send", "Delivery"] });
  expect(ses.get(mail?.id ?? "")?.raw).toContain("X-Kind: code");
  expect(published).toEqual([]);
});

describe("events on the default bus", () => {
  test("Send and Delivery carry the tags and the configuration set", async () => {
    const { MessageId } = await client.send(raw());
    expect(published.map(({ source, detailType }) => [source, detailType])).toEqual([
      ["aws.ses", "Email Sent"],
      ["aws.ses", "Email Delivered"],
    ]);
    expect(published[0]).toMatchObject({
      resources: ["arn:aws:ses:eu-west-1:000000000000:configuration-set/mail"],
      detail: {
        eventType: "Send",
        send: {},
        mail: {
          messageId: MessageId,
          source: "secretariat@convoke.example",
          destination: ["capital@state.example"],
          commonHeaders: { from: ["Secrétariat <secretariat@convoke.example>"], subject: "Invitation à la réunion" },
          tags: {
            mail: ["B-1-abc01"],
            att: ["1"],
            "ses:configuration-set": ["mail"],
            "ses:from-domain": ["convoke.example"],
          },
        },
      },
    });
    expect(published[1]).toMatchObject({
      detail: { eventType: "Delivery", delivery: { recipients: ["capital@state.example"] } },
    });
  });

  test.each<[string, string[], object]>([
    ["success@simulator.amazonses.com", ["Send", "Delivery"], {}],
    ["ooto+x@simulator.amazonses.com", ["Send", "Delivery"], {}],
    [
      "bounce@simulator.amazonses.com",
      ["Send", "Bounce"],
      { bounce: { bounceType: "Permanent", bounceSubType: "General" } },
    ],
    [
      "bounce+42@simulator.amazonses.com",
      ["Send", "Bounce"],
      { bounce: { bouncedRecipients: [{ emailAddress: "bounce+42@simulator.amazonses.com" }] } },
    ],
    ["suppressionlist@simulator.amazonses.com", ["Send", "Bounce"], { bounce: { bounceSubType: "Suppressed" } }],
    [
      "complaint@simulator.amazonses.com",
      ["Send", "Delivery", "Complaint"],
      { complaint: { complaintFeedbackType: "abuse" } },
    ],
  ])("%s gives %j", async (address, types, last) => {
    await client.send(to(address));
    expect(published.map(({ detail }) => detail)).toMatchObject(
      types.map((eventType, index) => ({ eventType, ...(index === types.length - 1 ? last : {}) })),
    );
  });

  test("a disabled destination and a mail without configuration set tell nothing", async () => {
    await client.send(raw(RAW, { ConfigurationSetName: "mute" }));
    await client.send(raw(RAW, { ConfigurationSetName: undefined }));
    expect(published).toEqual([]);
  });

  test("a later event can be reported", async () => {
    const { MessageId = "" } = await client.send(raw());
    ses.report(MessageId, "Complaint");
    expect(published.at(-1)).toMatchObject({
      detailType: "Email Complaint Received",
      detail: { mail: { tags: { mail: ["B-1-abc01"] } } },
    });
    expect(ses.get(MessageId)?.events).toEqual(["Send", "Delivery", "Complaint"]);
  });
});

describe("refuses", () => {
  test.each<[string, string, SendEmailCommand]>([
    ["an address without domain", "BadRequestException", to("capital")],
    ["an address with a blank", "BadRequestException", to("cap ital@state.example")],
    ["a domain without dot", "BadRequestException", to("capital@state")],
    ["a domain that is not ASCII", "BadRequestException", to("capital@état.example")],
    ["a local part that is not ASCII", "BadRequestException", to("préfet@state.example")],
    ["a local part with a dot at its end", "BadRequestException", to("capital.@state.example")],
    ["one bad address among good ones", "BadRequestException", to("a@state.example, b@")],
    ["nobody to send to", "BadRequestException", raw(RAW.replace(/To: .*\r\n/, ""))],
    ["no sender", "BadRequestException", raw(RAW.replace(/From: .*\r\n/, ""))],
    ["two subjects", "BadRequestException", raw(RAW.replace("MIME", "Subject: again\r\nMIME"))],
    ["no header at all", "BadRequestException", raw("\r\n\r\nhello")],
    ["an endless line", "BadRequestException", raw(`${RAW}\r\n${"x".repeat(1000)}`)],
    [
      "51 recipients",
      "BadRequestException",
      raw(RAW, { Destination: { ToAddresses: Array.from({ length: 51 }, (_, n) => `a${n}@state.example`) } }),
    ],
    ["a tag with a dot", "BadRequestException", raw(RAW, { EmailTags: [{ Name: "mail", Value: "a.b" }] })],
    ["a tag with an address", "BadRequestException", raw(RAW, { EmailTags: [{ Name: "to", Value: "a@b" }] })],
    [
      "a tag twice",
      "BadRequestException",
      raw(RAW, {
        EmailTags: [
          { Name: "a", Value: "1" },
          { Name: "a", Value: "2" },
        ],
      }),
    ],
    ["a configuration set that does not exist", "NotFoundException", raw(RAW, { ConfigurationSetName: "none" })],
    [
      "a sender that nobody verified",
      "MessageRejected",
      raw(RAW.replace("secretariat@convoke.example", "secretariat@unknown.example")),
    ],
    [
      "another address of a verified address's domain",
      "MessageRejected",
      raw(RAW.replace("secretariat@convoke.example", "host@other.example")),
    ],
    [
      "a feature it does not know",
      "BadRequestException",
      raw(RAW, { ListManagementOptions: { ContactListName: "x" } }),
    ],
  ])("%s", async (_, name, command) => {
    await expect(client.send(command)).rejects.toMatchObject({ name });
    expect(ses.list()).toEqual([]);
  });

  test("a subdomain of a verified domain is verified", async () => {
    await client.send(raw(RAW.replace("secretariat@convoke.example", "x@mail.convoke.example")));
    expect(ses.list()).toHaveLength(1);
  });

  test("what goes beyond the rate, in moved time", async () => {
    ses.change({ maxSendRate: 2 });
    await client.send(raw());
    await client.send(raw());
    await expect(client.send(raw())).rejects.toMatchObject({
      name: "TooManyRequestsException",
      $metadata: { httpStatusCode: 429 },
    });
    clock.set(clock.now() + 500);
    await client.send(raw());
  });

  test("what goes beyond the day, until the day is over", async () => {
    ses.change({ max24HourSend: 2 });
    await client.send(raw(RAW, { Destination: { ToAddresses: ["a@state.example", "b@state.example"] } }));
    await expect(client.send(raw())).rejects.toMatchObject({ name: "LimitExceededException" });
    expect((await client.send(new GetAccountCommand({}))).SendQuota?.SentLast24Hours).toBe(2);
    clock.set(clock.now() + 86_400_000);
    await client.send(raw());
    expect((await client.send(new GetAccountCommand({}))).SendQuota).toEqual({
      Max24HourSend: 2,
      MaxSendRate: 200,
      SentLast24Hours: 1,
    });
  });

  test("everything while sending is paused or the account suspended", async () => {
    ses.change({ sendingEnabled: false });
    await expect(client.send(raw())).rejects.toMatchObject({ name: "SendingPausedException" });
    ses.change({ enforcement: "SHUTDOWN" });
    await expect(client.send(raw())).rejects.toMatchObject({ name: "AccountSuspendedException" });
    expect(await client.send(new GetAccountCommand({}))).toMatchObject({
      SendingEnabled: false,
      EnforcementStatus: "SHUTDOWN",
    });
  });

  test("in the sandbox, everybody but verified addresses and the simulator", async () => {
    ses.change({ productionAccess: false });
    await expect(client.send(raw())).rejects.toMatchObject({ name: "MessageRejected" });
    await client.send(to("guest@other.example"));
    await client.send(to("bounce@simulator.amazonses.com"));
    expect((await client.send(new GetAccountCommand({}))).ProductionAccessEnabled).toBe(false);
  });
});

test("the mailbox is searched by recipient, tag and place", async () => {
  const first = await client.send(to("a@state.example"));
  await client.send(raw(RAW, { EmailTags: [{ Name: "kind", Value: "code" }] }));
  await client.send(to("A@state.example"));
  expect(ses.list({ to: "a@STATE.example" })).toHaveLength(2);
  expect(ses.list({ tags: { kind: "code" } })).toHaveLength(1);
  expect(ses.list({ after: first.MessageId ?? "" })).toHaveLength(2);
  expect(ses.list({ limit: 1 }).map(({ to: recipients }) => recipients)).toEqual([["A@state.example"]]);
});
