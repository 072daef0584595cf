import { afterEach, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { order, page, row, start } from "./shop.ts";
import { only } from "./unkind-shop.ts";

let stack: Stack;
afterEach(() => stack.stop());

test("a kind stack makes no faults", async () => {
  stack = await start();
  await order(stack, { thing: "lamp" });
  await stack.settle();
  expect([stack.faults.size, stack.mailbox.length, stack.problems]).toEqual([0, 1, []]);
});

test("the bus delivers twice", async () => {
  stack = await start({ unkind: only({ "bus-delivered-twice": 1 }) });
  await order(stack, { thing: "lamp" });
  await stack.settle();
  // The order and the fact of it; the shop is not made for what comes twice, and mails twice.
  expect([stack.faults.get("bus-delivered-twice"), stack.mailbox.length]).toEqual([2, 2]);
});

test("mail events and schedules come twice and late, and a rest waits for them", async () => {
  const rates = {
    "mail-event-late": 1,
    "mail-event-twice": 1,
    "mail-delayed": 1,
    "schedule-twice": 1,
    "schedule-late": 1,
  };
  stack = await start({ unkind: only(rates) });
  await order(stack, { thing: "lamp", remindAt: "2022-03-08T09:00:00" });
  await stack.settle();
  expect(stack.mailbox.map(({ events }) => events)).toEqual([["Send", "DeliveryDelay", "Delivery"]]);
  expect((await row(stack, "lamp"))["fate"]).toBeDefined();
  expect(stack.clock.now()).toBeGreaterThan(Date.parse("2022-03-01T08:00:30Z"));
  await stack.advance("2022-03-08T09:00:00Z");
  expect((await row(stack, "lamp"))["reminded"]?.S).toMatch(/^2022-03-08T09:0[0-2]/);
  expect(Object.keys(rates).filter((kind) => !stack.faults.has(kind))).toEqual([]);
  expect(stack.problems).toEqual([]);
});

test("what a queue's reader dies of comes again, and is no problem", async () => {
  const rates = {
    "function-killed": 0.3,
    "queue-message-twice": 0.3,
    "queue-message-again": 0.3,
    "queue-out-of-order": 0.5,
  };
  stack = await start({ unkind: only(rates), tolerate: true });
  await order(stack, ...Array.from({ length: 12 }, (_, index) => ({ thing: `t${index}` })));
  await stack.settle();
  expect([...stack.faults.keys()].sort()).toEqual(Object.keys(rates).sort());
  // Two receives and it is dead, in the shop; nothing else is a problem.
  expect(stack.problems.filter((problem) => !problem.includes("failed too often"))).toEqual([]);
});

test("a stream's batch that died is halved and comes again: no fact is lost", async () => {
  stack = await start({ unkind: only({ "stream-batch-died": 0.4 }) });
  await order(stack, ...Array.from({ length: 20 }, (_, index) => ({ thing: `t${index}` })));
  await stack.settle();
  expect(stack.faults.get("stream-batch-died")).toBeGreaterThan(0);
  expect(new Set(stack.mailbox.map(({ subject }) => subject)).size).toBe(20);
});

test("a dead letter and a page that fails by itself stay problems", async () => {
  stack = await start({ unkind: only({}) });
  await order(stack, { thing: "vase", broken: true });
  await expect(stack.settle()).rejects.toThrow(/failed too often and lies in .*OrdersDead/);
  await page(stack, "fail");
  await expect(stack.settle()).rejects.toThrow("Page failed: the page broke");
});

test("a page whose function dies is answered as API Gateway does, and is no problem", async () => {
  stack = await start({ unkind: only({ "function-killed": 1 }) });
  expect([500, 503]).toContain((await page(stack, "item")).status);
  await stack.settle();
});
