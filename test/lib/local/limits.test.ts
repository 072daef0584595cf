import { BatchWriteItemCommand, PutItemCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { clients, start } from "./shop.ts";

let stack: Stack;
let on: ReturnType<typeof clients>;
beforeAll(async () => {
  stack = await start();
  on = clients(stack);
});
afterAll(() => stack.stop());

const item = (thing: string, bytes = 1) => ({ pk: { S: thing }, sk: { S: "#" }, text: { S: "x".repeat(bytes) } });
const puts = (count: number, bytes?: number) =>
  Array.from({ length: count }, (_, index) => ({ Put: { TableName: "Things", Item: item(`t${index}`, bytes) } }));

test("a transaction holds 100 items and 4 MB, each item once", async () => {
  const transact = (TransactItems: ReturnType<typeof puts>) =>
    on.dynamo.send(new TransactWriteItemsCommand({ TransactItems }));
  await transact(puts(100));
  await expect(transact(puts(101))).rejects.toThrow(/100/);
  await expect(transact(puts(12, 390_000))).rejects.toThrow(/4 ?MB|4194304|size/i);
  await expect(transact([...puts(1), ...puts(1)])).rejects.toThrow(/multiple operations on one item/);
});

test("a transaction that is asked for again with its token is the same one", async () => {
  const TransactItems = puts(1).map(({ Put }) => ({
    Put: { ...Put, Item: item("token"), ConditionExpression: "attribute_not_exists(pk)" },
  }));
  const again = new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: "once" });
  await on.dynamo.send(again);
  expect((await on.dynamo.send(again)).$metadata.httpStatusCode).toBe(200);
});

test("a batch of writes holds 25 requests, an item 400 KB", async () => {
  const batch = (count: number) =>
    on.dynamo.send(
      new BatchWriteItemCommand({
        RequestItems: {
          Things: Array.from({ length: count }, (_, index) => ({ PutRequest: { Item: item(`b${index}`) } })),
        },
      }),
    );
  await batch(25);
  await expect(batch(26)).rejects.toThrow(/25/);
  const put = (bytes: number) => on.dynamo.send(new PutItemCommand({ TableName: "Things", Item: item("big", bytes) }));
  await put(409_000);
  await expect(put(410_000)).rejects.toThrow(/Item size has exceeded the maximum allowed size/);
});

test("the bus takes ten entries and 256 KB a call", async () => {
  const entries = (count: number, bytes: number) =>
    on.bus.send(
      new PutEventsCommand({
        Entries: Array.from({ length: count }, () => ({
          EventBusName: "shop",
          Source: "nobody",
          DetailType: "nothing",
          Detail: JSON.stringify({ text: "x".repeat(bytes) }),
        })),
      }),
    );
  expect((await entries(10, 20_000)).FailedEntryCount).toBe(0);
  await expect(entries(11, 1)).rejects.toThrow();
  await expect(entries(10, 27_000)).rejects.toThrow(/size/);
});

test("a queue takes ten messages and 1 MiB a call", async () => {
  const sqs = new SQSClient(on.options);
  const send = (count: number, bytes: number) =>
    sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: stack.outputs["FactsQueue"]?.replace("Facts", "OrdersDead"),
        Entries: Array.from({ length: count }, (_, index) => ({ Id: `m${index}`, MessageBody: "x".repeat(bytes) })),
      }),
    );
  expect((await send(10, 100_000)).Successful).toHaveLength(10);
  await expect(send(11, 1)).rejects.toThrow(/10/);
  await expect(send(10, 110_000)).rejects.toThrow(/1048576/);
});

test("a mail goes to 50 recipients", async () => {
  const ses = new SESv2Client(on.options);
  const send = (count: number) =>
    ses.send(
      new SendEmailCommand({
        FromEmailAddress: "shop@example.org",
        Destination: { ToAddresses: Array.from({ length: count }, (_, index) => `a${index}@example.org`) },
        Content: { Simple: { Subject: { Data: "x" }, Body: { Text: { Data: "x" } } } },
      }),
    );
  await send(50);
  await expect(send(51)).rejects.toThrow(/50/);
});
