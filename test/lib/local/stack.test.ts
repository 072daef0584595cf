import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { clients, order, row, start } from "./shop.ts";

let stack: Stack;
beforeAll(async () => {
  stack = await start();
});
afterAll(() => stack.stop());

test("an order on the bus becomes a row, a fact, a mail and a noted fate", async () => {
  await order(stack, { thing: "lamp", to: "ada@example.org" });
  await stack.settle();
  expect(await row(stack, "lamp")).toMatchObject({ fate: { S: "Delivery" } });
  const [mail] = stack.mailbox.filter(({ tags }) => tags["thing"] === "lamp");
  expect(mail).toMatchObject({ to: ["ada@example.org"], subject: "Your lamp", events: ["Send", "Delivery"] });
  expect((await PostalMime.parse(mail?.raw ?? "")).text).toContain(`${stack.siteUrl}/things/lamp`);
  expect(stack.problems).toEqual([]);
});

test("the clock is the functions' own, and moves from stop to stop", async () => {
  await order(stack, { thing: "clock", to: "ada@example.org", remindAt: "2022-03-08T09:00:00" });
  await stack.settle();
  expect(stack.clock.now()).toBeLessThan(Date.parse("2022-03-01T08:10:00Z"));
  expect((await row(stack, "clock"))["at"]?.S).toMatch(/^2022-03-01T08:0/);
  expect(await row(stack, "clock")).not.toHaveProperty("reminded");
  await stack.advance("2022-03-10T00:00:00Z");
  expect((await row(stack, "clock"))["reminded"]?.S).toMatch(/^2022-03-08T09:00:0/);
  const before = stack.clock.now();
  await stack.advance({ days: 1, hours: 2, minutes: 3 });
  expect(stack.clock.now() - before).toBeGreaterThanOrEqual(((24 + 2) * 60 + 3) * 60_000);
  await expect(stack.advance("soon")).rejects.toThrow("soon is no instant");
});

test("a real client works against the endpoint, with the moved clock in its answers", async () => {
  const { dynamo, lambda, scheduler } = clients(stack);
  const item = await dynamo.send(
    new GetItemCommand({ TableName: "Things", Key: { pk: { S: "none" }, sk: { S: "#" } } }),
  );
  expect(item.Item).toBeUndefined();
  const response = await fetch(stack.endpoint);
  expect(response.status).toBe(403);
  expect(new Date(response.headers.get("date") ?? 0).getUTCFullYear()).toBe(2022);
  expect(await lambda.list()).toEqual(["Mail", "Moment", "Order", "Page", "Relay", "Told"]);
  expect(await scheduler.list()).toEqual([]);
});

test("grants are told apart by whether anything needed them", async () => {
  const { used, unused } = stack.used;
  expect(used).toContainEqual({
    holder: "Order",
    action: "dynamodb:ConditionCheckItem",
    resource: expect.stringMatching(/table\/Things$/),
  });
  expect(unused).toContainEqual({
    holder: "Moment",
    action: "dynamodb:DeleteItem",
    resource: expect.stringMatching(/table\/Things$/),
  });
  expect(used.map(({ action }) => action)).toContain("iam:PassRole");
});
