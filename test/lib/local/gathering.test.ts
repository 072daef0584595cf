import { afterEach, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import type { Templates } from "./fixtures/assembly.ts";
import { order, start } from "./shop.ts";

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});
const gathering =
  (id: string, seconds: number) =>
  ({ flow }: Templates): void => {
    const { [id]: mapping } = flow.Resources;
    if (mapping === undefined) throw new Error(`The fixture has no ${id}`);
    mapping.Properties = { ...mapping.Properties, MaximumBatchingWindowInSeconds: seconds };
  };

test("a stream's batch is gathered on the moved clock: one run for all of it, and a rest does not wait", async () => {
  stack = await start({}, gathering("FromJournal", 300));
  const { tally } = stack;
  const runs = () => tally.invocations.get("Relay") ?? 0;
  for (const thing of ["lamp", "chair"]) await order(stack, { thing, to: `${thing}@example.org` });
  await stack.settle();
  expect(runs()).toBe(0);
  await stack.advance({ minutes: 4 });
  expect([runs(), stack.mailbox]).toEqual([0, []]);
  await stack.advance({ minutes: 2 });
  expect([runs(), stack.mailbox.length]).toEqual([1, 2]);
  await order(stack, { thing: "table", to: "table@example.org" });
  await stack.advance({ minutes: 6 });
  expect([runs(), stack.mailbox.length]).toEqual([2, 3]);
  expect(stack.problems).toEqual([]);
});

test("a queue that is to be gathered from stops the start: nobody here does it", async () => {
  await expect(start({}, gathering("FactsMapping", 10))).rejects.toThrow(
    /FactsMapping.*: the local stack gathers from streams only/,
  );
});
