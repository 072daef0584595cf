import {
  ChangeMessageVisibilityBatchCommand,
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Clock } from "#lib/local/clock";
import { type QueueDescription, Sqs } from "#lib/local/engines/sqs";
import { Store } from "#lib/local/store";
import { serve } from "#test/lib/local/wire";

const arn = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
const queue = (name: string, more: Partial<QueueDescription> = {}): QueueDescription => ({
  name,
  arn: arn(name),
  url: `http://127.0.0.1:1/000000000000/${name}`,
  visibilitySeconds: 30,
  delaySeconds: 0,
  retentionSeconds: 345_600,
  ...more,
});
const queues = [
  queue("work", { redrive: { deadLetterArn: arn("dead"), maxReceiveCount: 2 } }),
  queue("dead"),
  queue("slow", { delaySeconds: 60 }),
];

let store: Store;
let clock: Clock;
let sqs: Sqs;
let wire: Awaited<ReturnType<typeof serve>>;
let client: SQSClient;
const QueueUrl = "http://127.0.0.1:1/000000000000/work";
const later = (seconds: number) => {
  clock.set(clock.now() + seconds * 1000);
  clock.due();
};

beforeEach(async () => {
  store = new Store();
  clock = new Clock(store, "2026-03-01T09:00:00Z");
  sqs = new Sqs(store, clock, queues);
  clock.register(sqs);
  wire = await serve(sqs);
  client = new SQSClient(wire.client);
});
afterEach(async () => {
  client.destroy();
  await wire.close();
  store.close();
});

describe("through the SDK", () => {
  test("a message goes round with its attributes, and the SDK finds every MD5 right", async () => {
    const MessageAttributes = {
      kind: { DataType: "String", StringValue: "décision" },
      size: { DataType: "Number", StringValue: "3" },
      blob: { DataType: "Binary", BinaryValue: Uint8Array.of(1, 2, 3) },
    };
    const sent = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "été 📅", MessageAttributes }));
    expect(sent.MD5OfMessageAttributes).toMatch(/^[0-9a-f]{32}$/);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ["All"], MessageAttributeNames: ["All"] }),
    );
    expect(Messages[0]).toMatchObject({
      MessageId: sent.MessageId,
      Body: "été 📅",
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      MessageAttributes,
      Attributes: {
        ApproximateReceiveCount: "1",
        SentTimestamp: expect.stringMatching(/^17723/),
        SenderId: "somebody",
      },
    });
    await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: Messages[0]?.ReceiptHandle }));
    later(31);
    expect(await client.send(new ReceiveMessageCommand({ QueueUrl }))).not.toHaveProperty("Messages");
    expect(wire.needs.map((needs) => needs[0]?.action)).toEqual([
      "sqs:SendMessage",
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ReceiveMessage",
    ]);
    expect(wire.needs[0]?.[0]?.resource).toBe(arn("work"));
  });

  test("the MD5 of attributes is the one in AWS's documentation of its algorithm", async () => {
    const MessageAttributes = { test: { DataType: "String", StringValue: "value" } };
    const { MD5OfMessageAttributes } = await client.send(
      new SendMessageCommand({ QueueUrl, MessageBody: "x", MessageAttributes }),
    );
    const { createHash } = await import("node:crypto");
    const bytes = Buffer.concat([
      Buffer.from("\0\0\0\x04test"),
      Buffer.from("\0\0\0\x06String\x01"),
      Buffer.from("\0\0\0\x05value"),
    ]);
    expect(MD5OfMessageAttributes).toBe(createHash("md5").update(bytes).digest("hex"));
  });

  test("a batch answers entry by entry", async () => {
    const Entries = [
      { Id: "a", MessageBody: "one", DelaySeconds: 0 },
      { Id: "b", MessageBody: "\u0000" },
      { Id: "c", MessageBody: "late", DelaySeconds: 901 },
      { Id: "d", MessageBody: "two", DelaySeconds: 900 },
    ];
    const { Successful, Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(Successful?.map(({ Id }) => Id)).toEqual(["a", "d"]);
    expect(Failed).toMatchObject([
      { Id: "b", Code: "InvalidMessageContents", SenderFault: true },
      { Id: "c", Code: "InvalidParameterValue", SenderFault: true },
    ]);
    expect(sqs.depth(arn("work"))).toEqual({ visible: 1, delayed: 1, inFlight: 0 });
  });

  test("visibility is changed and messages are deleted in batches", async () => {
    for (const body of ["one", "two"]) sqs.send(arn("work"), body);
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 5 }),
    );
    const handles = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl,
        Entries: handles.map((entry) => ({ ...entry, VisibilityTimeout: 100 })),
      }),
    );
    later(50);
    expect(sqs.depth(arn("work"))).toEqual({ visible: 0, delayed: 0, inFlight: 2 });
    const answer = await client.send(
      new DeleteMessageBatchCommand({ QueueUrl, Entries: [...handles, { Id: "x", ReceiptHandle: "rubbish" }] }),
    );
    expect(answer).toMatchObject({
      Successful: [{ Id: "0" }, { Id: "1" }],
      Failed: [{ Id: "x", Code: "ReceiptHandleIsInvalid" }],
    });
    expect(sqs.depth(arn("work")).inFlight).toBe(0);
  });

  test("queues are found and described", async () => {
    expect((await client.send(new ListQueuesCommand({ QueueNamePrefix: "s" }))).QueueUrls).toEqual([queues[2]?.url]);
    expect((await client.send(new GetQueueUrlCommand({ QueueName: "work" }))).QueueUrl).toBe(QueueUrl);
    sqs.send(arn("work"), "one");
    const { Attributes } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }));
    expect(Attributes).toMatchObject({
      ApproximateNumberOfMessages: "1",
      QueueArn: arn("work"),
      VisibilityTimeout: "30",
    });
    expect(JSON.parse(Attributes?.RedrivePolicy ?? "{}")).toEqual({
      deadLetterTargetArn: arn("dead"),
      maxReceiveCount: 2,
    });
    await client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(sqs.depth(arn("work")).visible).toBe(0);
  });

  test("long polling ends with the first arrival", async () => {
    const polling = client.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    await expect.poll(() => wire.needs.length).toBe(1);
    sqs.send(arn("work"), "there");
    expect((await polling).Messages?.[0]?.Body).toBe("there");
  });

  test.each([
    [
      "QueueDoesNotExist",
      () => client.send(new SendMessageCommand({ QueueUrl: "http://127.0.0.1:1/000000000000/nope", MessageBody: "x" })),
    ],
    ["EmptyBatchRequest", () => client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [] }))],
    [
      "TooManyEntriesInBatchRequest",
      () =>
        client.send(
          new SendMessageBatchCommand({
            QueueUrl,
            Entries: Array.from({ length: 11 }, (_, n) => ({ Id: `${n}`, MessageBody: "x" })),
          }),
        ),
    ],
    [
      "BatchEntryIdsNotDistinct",
      () =>
        client.send(
          new SendMessageBatchCommand({
            QueueUrl,
            Entries: [
              { Id: "a", MessageBody: "x" },
              { Id: "a", MessageBody: "y" },
            ],
          }),
        ),
    ],
    [
      "InvalidBatchEntryId",
      () => client.send(new SendMessageBatchCommand({ QueueUrl, Entries: [{ Id: "a b", MessageBody: "x" }] })),
    ],
    [
      "BatchRequestTooLong",
      () =>
        client.send(
          new SendMessageBatchCommand({
            QueueUrl,
            Entries: [1, 2].map((n) => ({ Id: `${n}`, MessageBody: "x".repeat(600_000) })),
          }),
        ),
    ],
    [
      "InvalidParameterValue",
      () => client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x".repeat(1_048_577) })),
    ],
    [
      "InvalidParameterValue",
      () => client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x", DelaySeconds: 901 })),
    ],
    [
      "InvalidParameterValue",
      () =>
        client.send(
          new SendMessageCommand({
            QueueUrl,
            MessageBody: "x",
            MessageAttributes: { "aws.x": { DataType: "String", StringValue: "v" } },
          }),
        ),
    ],
    [
      "InvalidParameterValue",
      () =>
        client.send(
          new SendMessageCommand({
            QueueUrl,
            MessageBody: "x",
            MessageAttributes: { x: { DataType: "Text", StringValue: "v" } },
          }),
        ),
    ],
    ["MissingParameter", () => client.send(new SendMessageCommand({ QueueUrl, MessageBody: "" }))],
    ["InvalidParameterValue", () => client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 11 }))],
    ["ReceiptHandleIsInvalid", () => client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: "rubbish" }))],
  ])("refuses with %s", async (name, refused: () => Promise<unknown>) => {
    await expect(refused()).rejects.toMatchObject({ name });
  });

  test("visibility of a message that is not in flight cannot be changed", async () => {
    sqs.send(arn("work"), "x");
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl }));
    later(31);
    const change = new ChangeMessageVisibilityCommand({
      QueueUrl,
      ReceiptHandle: Messages[0]?.ReceiptHandle,
      VisibilityTimeout: 0,
    });
    await expect(client.send(change)).rejects.toMatchObject({ name: "MessageNotInflight" });
  });
});

describe("on the moved clock", () => {
  test("a delayed message is the next stop, and its listener hears of it there", async () => {
    let heard = 0;
    sqs.onMessage(arn("slow"), () => heard++);
    sqs.send(arn("slow"), "x");
    expect(sqs.idle()).toBe(true);
    expect(clock.nextDue()).toBeCloseTo(clock.now() + 60_000, -2);
    clock.set(clock.nextDue() ?? 0);
    clock.due();
    await Promise.resolve();
    expect(heard).toBe(1);
    expect(sqs.idle()).toBe(false);
    expect(sqs.receive(arn("slow"), 10)).toHaveLength(1);
    expect(sqs.idle()).toBe(true);
  });

  test("queues that nobody listens to are no stops", () => {
    sqs.send(arn("slow"), "x");
    expect(clock.nextDue()).toBeUndefined();
  });

  test("what was received too often goes to the dead letters and says where from", () => {
    const arrivals: string[][] = [];
    sqs.onDeadLetter((...arrival) => arrivals.push(arrival));
    const id = sqs.send(arn("work"), "poison");
    for (const _ of [1, 2]) {
      expect(sqs.receive(arn("work"), 10)).toHaveLength(1);
      later(31);
    }
    expect(sqs.receive(arn("work"), 10)).toHaveLength(0);
    expect(arrivals).toEqual([[arn("dead"), id, arn("work")]]);
    expect(sqs.peek(arn("dead"))).toMatchObject([
      { messageId: id, body: "poison", attributes: { DeadLetterQueueSourceArn: arn("work") } },
    ]);
  });

  test("given back, a message is there again at once; an old receipt handle deletes nothing", () => {
    sqs.send(arn("work"), "x");
    const [first] = sqs.receive(arn("work"), 1);
    sqs.giveBack(arn("work"), [first?.receiptHandle ?? ""]);
    const [second] = sqs.receive(arn("work"), 1);
    sqs.remove(arn("work"), first?.receiptHandle ?? "");
    expect(sqs.depth(arn("work")).inFlight).toBe(1);
    sqs.remove(arn("work"), [second?.receiptHandle ?? ""]);
    expect(sqs.depth(arn("work")).inFlight).toBe(0);
  });

  test("messages end with their queue's retention", () => {
    sqs.send(arn("dead"), "x");
    later(345_601);
    expect(sqs.receive(arn("dead"), 1)).toEqual([]);
    expect(sqs.peek(arn("dead"))).toEqual([]);
  });

  test("a message whose time is over keeps no queue from being idle once somebody has looked", () => {
    sqs.onMessage(arn("work"), () => undefined);
    sqs.send(arn("work"), "x");
    clock.set(clock.now() + 345_601_000);
    expect(sqs.receive(arn("work"), 1)).toEqual([]);
    expect(sqs.idle()).toBe(true);
  });
});
