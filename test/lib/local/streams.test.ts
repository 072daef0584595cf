import { GetObjectCommand, ListObjectsV2Command, S3Client } from "@aws-sdk/client-s3";
import { afterEach, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { clients, fact, start } from "./shop.ts";

let stack: Stack;
afterEach(() => stack.stop());

test("a poisoned record is parted from its batch, tried again and left in the bucket whole", async () => {
  stack = await start({ tolerate: true });
  await Promise.all(["a1", "a2", "poison", "b1", "b2"].map((pk) => fact(stack, pk)));
  await stack.settle();
  expect(stack.problems.join("\n")).toMatch(/Relay failed: poison at \d+ of 1$/m);
  await stack.advance({ minutes: 10 });
  expect(stack.mailbox.map(({ subject }) => subject).sort()).toEqual(["Your a1", "Your a2", "Your b1", "Your b2"]);
  expect(stack.problems.join("\n")).toMatch(
    /Relay was given up on for 1 records .*RetryAttemptsExhausted.*shop-record-files/,
  );

  const s3 = new S3Client(clients(stack).options);
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: "shop-record-files", Prefix: "aws/lambda/" }),
  );
  expect(Contents.map(({ Key }) => Key)).toEqual([
    expect.stringMatching(/^aws\/lambda\/[0-9a-f-]{36}\/shardId-[^/]+\/2022\/03\/01\/2022-03-01T08\.0\d\.\d\d-/),
  ]);
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: "shop-record-files", Key: Contents[0]?.Key }));
  const left = JSON.parse((await Body?.transformToString()) ?? "");
  const second = expect.stringMatching(/^2022-03-01T08:0\d:\d\dZ$/);
  // Member for member as AWS documents it.
  expect(left).toEqual({
    requestContext: {
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionArn: "arn:aws:lambda:eu-west-1:000000000000:function:Relay",
      condition: "RetryAttemptsExhausted",
      approximateInvokeCount: 3,
    },
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    version: "1.0",
    timestamp: expect.stringMatching(/^2022-03-01T08:0\d:\d\d\.\d{3}Z$/),
    DDBStreamBatchInfo: {
      shardId: expect.stringMatching(/^shardId-/),
      startSequenceNumber: expect.stringMatching(/^\d+$/),
      endSequenceNumber: left.DDBStreamBatchInfo.startSequenceNumber,
      approximateArrivalOfFirstRecord: second,
      approximateArrivalOfLastRecord: second,
      batchSize: 1,
      streamArn: "arn:aws:dynamodb:eu-west-1:000000000000:table/Journal/stream/2022-01-01T00:00:00.000",
    },
    payload: expect.any(String),
  });
  expect(JSON.parse(left.payload).Records[0]).toMatchObject({
    eventName: "INSERT",
    eventSourceARN: "arn:aws:dynamodb:eu-west-1:000000000000:table/Journal/stream/2022-01-01T00:00:00.000",
    awsRegion: "eu-west-1",
    dynamodb: { NewImage: { pk: { S: "poison" } } },
  });
});

test("an event that no rule takes and nobody is meant to take is no problem", async () => {
  stack = await start();
  await fact(stack, "a", "1", "thing.dusted.v1");
  await stack.settle();
  expect(stack.problems).toEqual([]);
  await fact(stack, "b", "1", "thing.ordered.v1");
  await stack.settle();
  expect(stack.mailbox).toHaveLength(1);
});
