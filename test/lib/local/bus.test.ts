import {
  DescribeEventBusCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutEventsCommand,
} from "@aws-sdk/client-eventbridge";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Clock } from "#lib/local/clock";
import { Bus, type BusEvent, type BusOptions, type Delivery } from "#lib/local/engines/bus";
import { Store } from "#lib/local/store";
import { serve } from "#test/lib/local/wire";

const busArn = "arn:aws:events:eu-west-1:000000000000:event-bus/convoke";
const target = (id: string) => ({ id, arn: `arn:aws:sqs:eu-west-1:000000000000:${id}` });
const rule = (name: string, busName: string, pattern: unknown, ids: string[]) => ({
  name,
  arn: `arn:aws:events:eu-west-1:000000000000:rule/${busName}/${name}`,
  busName,
  pattern,
  targets: ids.map(target),
});

let clock: Clock;
let store: Store;
let bus: Bus;
let wire: Awaited<ReturnType<typeof serve>>;
let client: EventBridgeClient;
let deliveries: Delivery[];
let unmatched: [BusEvent, string][];
let problems: string[];

const options = (): BusOptions => ({
  region: "eu-west-1",
  account: "000000000000",
  buses: [{ name: "convoke", arn: busArn }],
  rules: [
    rule("facts", "convoke", { source: ["convoke"], "detail-type": ["invitation.answered.v1"] }, [
      "registration",
      "reminder",
    ]),
    rule("commands", "convoke", { source: [{ prefix: "convoke." }] }, ["commands"]),
    { ...rule("off", "convoke", { source: ["convoke"] }, ["nobody"]), enabled: false },
    {
      ...rule("mail", "default", { source: ["aws.ses"] }, []),
      targets: [
        {
          ...target("mail-events"),
          inputTransformer: {
            paths: { m: "$.detail.mail.tags.mail[0]", t: "$.detail.eventType" },
            template: '{"type":<t>,"mail":<m>}',
          },
        },
      ],
    },
  ],
  deliver: (delivery) => {
    if (delivery.target.id === "commands") throw new Error("the queue does not allow it");
    deliveries.push(delivery);
  },
  unmatched: (event, name) => unmatched.push([event, name]),
  problem: (sentence) => problems.push(sentence),
});

beforeEach(async () => {
  deliveries = [];
  unmatched = [];
  problems = [];
  store = new Store();
  clock = new Clock(store, "2026-03-01T09:00:00Z");
  bus = new Bus(clock, options());
  wire = await serve(bus);
  client = new EventBridgeClient(wire.client);
});
afterEach(async () => {
  client.destroy();
  await wire.close();
  store.close();
});

const entry = {
  EventBusName: "convoke",
  Source: "convoke",
  DetailType: "invitation.answered.v1",
  Detail: '{"id":"D1"}',
};
const put = async (...Entries: object[]) =>
  client.send(new PutEventsCommand({ Entries: Entries.map((one) => ({ ...entry, ...one })) }));

describe("PutEvents", () => {
  test("every target of every matching rule gets the event, named as AWS names its parts", async () => {
    const { FailedEntryCount, Entries } = await put({
      Resources: ["arn:x"],
      Time: new Date("2026-02-28T10:00:00.700Z"),
    });
    expect(FailedEntryCount).toBe(0);
    expect(deliveries.map(({ target: { id } }) => id)).toEqual(["registration", "reminder"]);
    expect(JSON.parse(deliveries[0]?.payload ?? "")).toEqual({
      version: "0",
      id: Entries?.[0]?.EventId,
      "detail-type": "invitation.answered.v1",
      source: "convoke",
      account: "000000000000",
      time: "2026-02-28T10:00:00Z",
      region: "eu-west-1",
      resources: ["arn:x"],
      detail: { id: "D1" },
    });
  });

  test("without a time, the moved clock's counts; the bus goes by its ARN too", async () => {
    await put({ EventBusName: busArn });
    expect(deliveries[0]?.event.time).toMatch(/^2026-03-01T09:00:0\dZ$/);
  });

  test("each entry needs a permission of its own", async () => {
    await put({}, { Source: "convoke.partner.x", DetailType: "release-round.v1" });
    expect(wire.needs[0]).toEqual([
      {
        action: "events:PutEvents",
        resource: busArn,
        context: { "events:source": "convoke", "events:detail-type": "invitation.answered.v1" },
      },
      {
        action: "events:PutEvents",
        resource: busArn,
        context: { "events:source": "convoke.partner.x", "events:detail-type": "release-round.v1" },
      },
    ]);
  });

  test("an event that no rule matched is reported, a disabled rule or not", async () => {
    await put({ DetailType: "meeting.convened.v1" });
    expect(unmatched).toMatchObject([[{ "detail-type": "meeting.convened.v1" }, "convoke"]]);
  });

  test("a target that cannot take it is a problem and not the sender's error", async () => {
    expect(await put({ Source: "convoke.secretariat" })).toMatchObject({ FailedEntryCount: 0 });
    expect(problems[0]).toContain("the queue does not allow it");
  });

  test("bad entries fail one by one", async () => {
    const { FailedEntryCount, Entries } = await put(
      { Detail: "[1]" },
      {},
      { Detail: "no json" },
      { Source: "aws.ses" },
      { DetailType: "" },
      { EventBusName: "nope" },
    );
    expect(FailedEntryCount).toBe(5);
    expect(Entries?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      "MalformedDetail",
      undefined,
      "MalformedDetail",
      "NotAuthorizedForSourceException",
      "InvalidArgument",
      "ResourceNotFoundException",
    ]);
    expect(deliveries).toHaveLength(2);
  });

  test("refuses more than ten entries, none, and more than 256 KB", async () => {
    await expect(put(...Array.from({ length: 11 }, () => ({})))).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put()).rejects.toMatchObject({ name: "ValidationException" });
    await expect(put({ Detail: JSON.stringify({ x: "y".repeat(262_144) }) })).rejects.toMatchObject({
      name: "ValidationException",
    });
  });
});

test("what a service publishes is on the default bus, and its transformer keeps ids only", () => {
  bus.publish({
    source: "aws.ses",
    detailType: "Email Sent",
    detail: { eventType: "Send", mail: { tags: { mail: ["B-1"] }, destination: ["a@b.org"] } },
  });
  expect(deliveries.map(({ payload }) => JSON.parse(payload))).toEqual([{ type: "Send", mail: "B-1" }]);
});

test("buses, rules and targets can be read", async () => {
  expect(await client.send(new DescribeEventBusCommand({ Name: "convoke" }))).toMatchObject({ Arn: busArn });
  const { Rules } = await client.send(new ListRulesCommand({ EventBusName: "convoke" }));
  expect(Rules?.map(({ Name, State }) => [Name, State])).toEqual([
    ["facts", "ENABLED"],
    ["commands", "ENABLED"],
    ["off", "DISABLED"],
  ]);
  const { Targets } = await client.send(new ListTargetsByRuleCommand({ EventBusName: "convoke", Rule: "facts" }));
  expect(Targets?.map(({ Id }) => Id)).toEqual(["registration", "reminder"]);
  await expect(client.send(new DescribeEventBusCommand({ Name: "nope" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
});

test.each<[string, Partial<BusOptions>]>([
  [
    "Rule bad: Unrecognized match type contains",
    { rules: [rule("bad", "convoke", { source: [{ contains: "x" }] }, ["a"])] },
  ],
  ["Rule bad is on nowhere", { rules: [rule("bad", "nowhere", { source: ["x"] }, ["a"])] }],
])("refuses to start: %s", (sentence, more) => {
  expect(() => new Bus(clock, { ...options(), ...more })).toThrow(sentence);
});
