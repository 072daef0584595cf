import { ListMessageMoveTasksCommand, SQSClient, StartMessageMoveTaskCommand } from "@aws-sdk/client-sqs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Clock } from "#lib/local/clock";
import { Sqs } from "#lib/local/engines/sqs";
import { Store } from "#lib/local/store";
import { serve } from "#test/lib/local/wire";

const arn = (name: string) => `arn:aws:sqs:eu-west-1:000000000000:${name}`;
const queue = (name: string, deadLetters?: string) => ({
  name,
  arn: arn(name),
  url: `http://127.0.0.1:1/000000000000/${name}`,
  visibilitySeconds: 30,
  delaySeconds: 0,
  retentionSeconds: 345_600,
  ...(deadLetters !== undefined && { redrive: { deadLetterArn: arn(deadLetters), maxReceiveCount: 1 } }),
});

let store: Store;
let clock: Clock;
let sqs: Sqs;
let wire: Awaited<ReturnType<typeof serve>>;
let client: SQSClient;

beforeEach(async () => {
  store = new Store();
  clock = new Clock(store, "2026-03-01T09:00:00Z");
  sqs = new Sqs(store, clock, [queue("work", "dead"), queue("more", "dead"), queue("dead")]);
  wire = await serve(sqs);
  client = new SQSClient(wire.client);
});
afterEach(async () => {
  client.destroy();
  await wire.close();
  store.close();
});

/** Sends to a queue and fails at it until it is dead. */
function bury(name: string, body: string): string {
  const id = sqs.send(arn(name), body, { attributes: { kind: { DataType: "String", StringValue: "x" } } });
  sqs.receive(arn(name), 1);
  clock.set(clock.now() + 31_000);
  sqs.receive(arn(name), 1);
  return id;
}

test("dead letters go back to where each came from, as new messages with new tries", async () => {
  const old = bury("work", "one");
  bury("more", "two");
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn("dead") }));
  expect(sqs.peek(arn("dead"))).toEqual([]);
  expect(sqs.peek(arn("more")).map(({ body }) => body)).toEqual(["two"]);
  const [back] = sqs.receive(arn("work"), 10);
  expect(back).toMatchObject({
    body: "one",
    attributes: { ApproximateReceiveCount: "1" },
    messageAttributes: { kind: { StringValue: "x" } },
  });
  expect(back?.messageId).not.toBe(old);
});

test("a task says how many it moved, the newest first", async () => {
  bury("work", "one");
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn("dead"), DestinationArn: arn("more") }));
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn("dead") }));
  const { Results } = await client.send(new ListMessageMoveTasksCommand({ SourceArn: arn("dead"), MaxResults: 10 }));
  expect(Results).toMatchObject([
    { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 0 },
    { Status: "COMPLETED", ApproximateNumberOfMessagesMoved: 1, DestinationArn: arn("more") },
  ]);
});

test("what nobody gave up on stays where it is", async () => {
  sqs.send(arn("dead"), "put here by hand");
  bury("work", "one");
  await client.send(new StartMessageMoveTaskCommand({ SourceArn: arn("dead") }));
  expect(sqs.receive(arn("dead"), 10).map(({ body }) => body)).toEqual(["put here by hand"]);
});

test.each([
  ["a queue that is nobody's dead-letter queue", "work", "InvalidParameterValue"],
  ["a queue that there is not", "nowhere", "ResourceNotFoundException"],
])("%s is refused", async (_, name, code) => {
  const input = { SourceArn: arn(name) };
  await expect(client.send(new StartMessageMoveTaskCommand(input))).rejects.toMatchObject({ name: code });
  await expect(client.send(new ListMessageMoveTasksCommand(input))).rejects.toMatchObject({ name: code });
});
