import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DeleteScheduleCommand, ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { afterEach, expect, inject, test } from "vitest";
import { deadLetterQueues } from "#bin/convoke/queues";
import { MEETING } from "#bin/demo/world";
import { type Stack, startStack } from "#lib/local/stack";
import type { Witness } from "#lib/local/witness";
import { desksOf, dialogue, prepare, release, START } from "./play.ts";

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});
async function begin(tolerate: boolean, witness?: Witness): Promise<Stack> {
  const witnessed = witness === undefined ? {} : { witness };
  stack = await startStack({ assembly: inject("assembly"), now: START, quiet: true, tolerate, ...witnessed });
  return stack;
}

test("wake-ups that got lost are booked again by the daily sweeps, with the grants of the templates", async () => {
  const running = await begin(false);
  const { endpoint, region } = running;
  const client = new SchedulerClient({
    endpoint,
    region,
    credentials: { accessKeyId: "me", secretAccessKey: "local" },
  });
  const booked = async () =>
    ((await client.send(new ListSchedulesCommand({}))).Schedules ?? []).filter(({ Name }) => Name?.startsWith(MEETING));
  const desks = desksOf(running);
  await prepare(desks, dialogue(["NL", "EG"]));
  await release(desks);
  const before = await booked();
  expect(before).toHaveLength(5);
  for (const { Name, GroupName } of before) await client.send(new DeleteScheduleCommand({ Name, GroupName }));
  expect(await booked()).toEqual([]);
  await running.advance({ days: 1 });
  expect((await booked()).map(({ Name }) => Name).sort()).toEqual(before.map(({ Name }) => Name).sort());
});

test("what a function always fails at is found as its dead letter, on one machine as on AWS, and goes back", async () => {
  const running = await begin(true);
  const { sqs, endpoint, region, problems } = running;
  const inbox = sqs.all().find(({ name }) => name === "meeting-moments-Inbox-Queue")?.arn ?? "";
  sqs.send(inbox, JSON.stringify({ moment: "nothing", convocationId: MEETING }));
  await running.advance({ hours: 2 });
  expect(problems.some((sentence) => sentence.includes("meeting-moments-Inbox-DeadLetters"))).toBe(true);
  const queues = deadLetterQueues({ region, endpoint });
  const given = (await queues.list()).filter(({ count }) => count > 0);
  expect(given).toMatchObject([
    { function: "meeting-moments", count: 1, messages: [{ kind: "wake-up nothing", ids: { convocationId: MEETING } }] },
  ]);
  for (const { arn, count } of await queues.find()) if (count > 0) await queues.redrive(arn);
  expect((await queues.list()).filter(({ count }) => count > 0)).toEqual([]);
  expect(sqs.peek(inbox)).toHaveLength(1);
  // Nothing was mended: it comes back.
  await running.advance({ hours: 2 });
  expect((await queues.list("meeting-moments")).map(({ count }) => count)).toEqual([1]);
  expect(sqs.peek(inbox)).toEqual([]);
});

test("a fact whose row was parked is handed on as the runbook says: laid where the sweep looks, the sweep woken", async () => {
  const events: string[] = [];
  const running = await begin(
    false,
    ({ place, name, text }) => void (place === "bus" && name !== "default" && events.push(text)),
  );
  const { sqs, endpoint, region, outputs } = running;
  await prepare(desksOf(running), dialogue(["NL"]));
  const at = { endpoint, region, credentials: { accessKeyId: "ops", secretAccessKey: "local" } };
  const { Items: [row] = [] } = await new DynamoDBClient(at).send(
    new ScanCommand({ TableName: outputs["LedgerTable"] }),
  );
  const told = events.filter((text) => text.includes(`"id":"${row?.["pk"]?.S}#${row?.["sk"]?.S}"`));
  expect(told).toHaveLength(1);
  const s3 = new S3Client({ ...at, forcePathStyle: true });
  const Bucket = outputs["DocumentsBucket"];
  const Body = JSON.stringify({ payload: { Records: [{ dynamodb: { SequenceNumber: "0", NewImage: row } }] } });
  await s3.send(new PutObjectCommand({ Bucket, Key: "aws/lambda/by-hand/row.json", Body }));
  const sweep = sqs.all().find(({ name }) => name === "relay-moments-Inbox-Queue")?.arn ?? "";
  sqs.send(sweep, '{"moment":"day"}');
  await running.settle();
  expect(events.filter((text) => text.includes(`"id":"${row?.["pk"]?.S}#${row?.["sk"]?.S}"`))).toHaveLength(2);
  expect((await s3.send(new ListObjectsV2Command({ Bucket, Prefix: "aws/lambda/" }))).Contents ?? []).toEqual([]);
});
