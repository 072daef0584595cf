import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterEach, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { clients, order, row, start } from "./shop.ts";

let stack: Stack;
afterEach(() => stack.stop());

test("a message that fails is a problem at once, comes again and ends among the dead", async () => {
  stack = await start();
  await order(stack, { thing: "vase", broken: true }, { thing: "lamp" });
  await expect(stack.settle()).rejects.toThrow("Order: a message could not be handled: vase cannot be ordered");
  expect(await row(stack, "lamp")).toHaveProperty("pk");
  await expect(stack.advance({ minutes: 2 })).rejects.toThrow(/failed too often and lies in .*OrdersDead/);
  expect(stack.sqs.depth("arn:aws:sqs:eu-west-1:000000000000:OrdersDead").visible).toBe(1);
  const dead = stack.outputs["FactsQueue"]?.replace("Facts", "OrdersDead");
  const received = await new SQSClient(clients(stack).options).send(new ReceiveMessageCommand({ QueueUrl: dead }));
  expect(received.Messages?.[0]?.Body).toContain("vase");
  await stack.settle();
});

test("who tolerates problems still finds them", async () => {
  stack = await start({ tolerate: true });
  await order(stack, { thing: "vase", broken: true });
  await stack.settle();
  await stack.advance({ hours: 1 });
  expect(stack.problems).toHaveLength(2);
});

test("SES tells of a bounce by the rule, and a bounce is no problem", async () => {
  stack = await start();
  await order(stack, { thing: "cup", to: "bounce@simulator.amazonses.com" });
  await stack.settle();
  expect(await row(stack, "cup")).toMatchObject({ fate: { S: "Bounce" } });
});

test("200 orders keep their number through relay, mail and SES events", async () => {
  stack = await start();
  await order(stack, ...Array.from({ length: 200 }, (_, index) => ({ thing: `t${index}` })));
  await stack.settle();
  expect(stack.mailbox).toHaveLength(200);
  expect(await row(stack, "t199")).toMatchObject({ fate: { S: "Delivery" } });
});
