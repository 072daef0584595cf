import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, test } from "vitest";
import { FORMAT } from "#lib/local/data-format";
import type { Stack } from "#lib/local/stack";
import { dataFolder } from "./fixtures/assembly.ts";
import { order, row, start } from "./shop.ts";

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

/** Does something with the engines' database of a folder that nobody uses. */
function change(data: string, sql: string): void {
  const database = new DatabaseSync(join(data, "local.sqlite"));
  database.exec(sql);
  database.close();
}

test("a folder of a newer version is refused, with what to do, and stays as it was", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await stack.stop();
  change(data, `PRAGMA user_version = ${FORMAT + 1}`);
  await expect(start({ data })).rejects.toThrow(
    `The data folder ${data} cannot be used: a newer version of Convoke wrote it (format ${FORMAT + 1}; this one knows ${FORMAT}). Start it with that version, or take another folder, or empty it with --reset`,
  );
  stack = await start({ data, reset: true });
});

test("a folder of the version before is brought up, with what it holds", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await order(stack, { thing: "lamp", remindAt: "2022-03-08T09:00:00" });
  await stack.settle();
  const mails = stack.mailbox.length;
  await stack.stop();
  change(data, "ALTER TABLE messages DROP COLUMN held; PRAGMA user_version = 0");
  stack = await start({ data });
  expect(stack.mailbox).toHaveLength(mails);
  await stack.advance("2022-03-09T00:00:00Z");
  expect((await row(stack, "lamp"))["reminded"]?.S).toMatch(/^2022-03-08T09:00/);
});

test("--reset empties a local stack's folder of what is its own", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await order(stack, { thing: "lamp" });
  await stack.settle();
  expect(stack.clock.isKept).toBe(false);
  await stack.stop();
  writeFileSync(join(data, "notes.txt"), "somebody's own");
  stack = await start({ data, reset: true });
  expect([stack.mailbox.length, stack.clock.isKept, await row(stack, "lamp")]).toEqual([0, false, {}]);
  expect(existsSync(join(data, "notes.txt"))).toBe(true);
});

test.each([true, false])("a folder with other things is left alone (reset: %s)", async (reset) => {
  const data = dataFolder();
  mkdirSync(join(data, "photographs"));
  await expect(start({ data, reset })).rejects.toThrow(
    `The data folder ${data} cannot be used: it holds other things than a local stack's (photographs). Take an empty or a new one`,
  );
  expect(readdirSync(data)).toEqual(["photographs"]);
});

test("a folder in use is not emptied", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await order(stack, { thing: "lamp" });
  await expect(start({ data, reset: true })).rejects.toThrow("A local stack is already running on");
  await stack.settle();
  expect(await row(stack, "lamp")).not.toEqual({});
});

test("the note of a former process whose number another has now is no lock", async () => {
  const data = dataFolder();
  writeFileSync(join(data, "lock.sqlite"), "");
  // The parent of this process is alive, and no stack.
  writeFileSync(join(data, "running"), String(process.ppid));
  stack = await start({ data });
  expect(stack.clock.isKept).toBe(false);
});
