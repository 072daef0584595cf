import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { dataFolder } from "./fixtures/assembly.ts";
import { clients, order, row, start } from "./shop.ts";

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

const s3 = (of: Stack) => new S3Client({ ...clients(of).options, forcePathStyle: true });

function secretOf(data: string): string {
  const database = new DatabaseSync(join(data, "local.sqlite"), { readOnly: true });
  const row = database.prepare("SELECT value FROM secrets").get();
  database.close();
  return String(row?.["value"]);
}

const queue = ({ sqs }: Stack, name: string) =>
  sqs.all().find((one) => one.name.includes(name) && one.redrive !== undefined)?.arn ?? "";

test("messages and moments of a renamed queue are kept, told, and read under the old name again", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await order(stack, { thing: "lamp", remindAt: "2022-03-08T09:00:00" });
  await stack.settle();
  const moments = queue(stack, "Moments");
  stack.sqs.send(moments, "{}", { delaySeconds: 900 });
  await stack.stop();

  stack = await start({ data, tolerate: true }, (templates) => {
    templates.flow = JSON.parse(JSON.stringify(templates.flow).replaceAll("Moments", "Instants"));
  });
  expect([...stack.strays]).toEqual([[moments, 1]]);
  await stack.advance("2022-03-09T00:00:00Z");
  expect(stack.problems.join()).toMatch(/the message is kept and waits for one of that name/);
  expect((await row(stack, "lamp"))["reminded"]).toBeUndefined();
  await stack.stop();

  stack = await start({ data, tolerate: true });
  expect(stack.strays.size).toBe(0);
  await stack.settle();
  expect((await row(stack, "lamp"))["reminded"]?.S).toMatch(/^2022-03-09/);
});

test("objects and secrets are kept", async () => {
  const data = dataFolder();
  stack = await start({ data });
  const place = { Bucket: "shop-record-files", Key: "a file" };
  await s3(stack).send(new PutObjectCommand({ ...place, Body: "kept", ContentType: "text/plain" }));
  await stack.stop();
  const secret = secretOf(data);
  stack = await start({ data });
  const { Body, ContentType } = await s3(stack).send(new GetObjectCommand(place));
  expect([await Body?.transformToString(), ContentType]).toEqual(["kept", "text/plain"]);
  expect([secretOf(data), secret.length]).toEqual([secret, 20]);
});

test("what was in a reader's hand when the stack ended was not tried, and is read again when its time is over", async () => {
  const data = dataFolder();
  stack = await start({ data, tolerate: true });
  const arn = queue(stack, "Orders");
  for (const thing of ["lamp", "chair"]) stack.sqs.send(arn, JSON.stringify({ thing }));
  const [taken] = stack.sqs.take(arn, 1);
  const [failed] = stack.sqs.take(arn, 1);
  stack.sqs.letGo(arn, [failed?.receiptHandle ?? ""]);
  await stack.stop();
  stack = await start({ data, tolerate: true });
  expect(stack.sqs.depth(arn)).toEqual({ visible: 0, delayed: 0, inFlight: 2 });
  const tries = new Map(stack.sqs.peek(arn).map(({ messageId, attributes }) => [messageId, attributes]));
  expect(tries.get(taken?.messageId ?? "")?.["ApproximateReceiveCount"]).toBe("0");
  expect(tries.get(failed?.messageId ?? "")?.["ApproximateReceiveCount"]).toBe("1");
});

test("what services told is read at once after a start, and before anything else", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await order(stack, { thing: "lamp" });
  await stack.settle();
  const fates = queue(stack, "Fates");
  const moments = queue(stack, "Moments");
  stack.sqs.send(fates, JSON.stringify({ type: "Delivery", thing: "lamp" }));
  expect(stack.sqs.take(fates, 1)).toHaveLength(1);
  stack.sqs.send(moments, JSON.stringify({ thing: "lamp" }));
  await stack.stop();
  stack = await start({ data });
  expect([stack.sqs.depth(fates).visible, stack.sqs.depth(moments).visible]).toEqual([0, 1]);
  await stack.settle();
  expect([stack.sqs.depth(fates).inFlight, stack.sqs.depth(moments).visible]).toEqual([0, 0]);
});
