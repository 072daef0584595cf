import { spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { listen } from "#lib/local/listen";
import type { Stack } from "#lib/local/stack";
import { dataFolder, writeAssembly } from "./fixtures/assembly.ts";
import { fact, order, row, start } from "./shop.ts";

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

test("a restart keeps rows, mails, schedules, the clock and the place in the stream", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await order(stack, { thing: "lamp", remindAt: "2022-03-08T09:00:00" });
  await stack.settle();
  await stack.advance("2022-03-05T00:00:00Z");
  await stack.stop();

  stack = await start({ data, now: "2024-01-01T00:00:00Z" });
  expect(new Date(stack.clock.now()).toISOString()).toMatch(/^2022-03-05T00:0/);
  await stack.settle();
  expect(stack.mailbox).toHaveLength(1);
  await fact(stack, "chair");
  await stack.advance("2022-03-09T00:00:00Z");
  expect((await row(stack, "lamp"))["reminded"]?.S).toMatch(/^2022-03-08T09:00/);
  expect(stack.mailbox.map(({ subject }) => subject)).toEqual(["Your lamp", "Your chair"]);
  expect(readFileSync(join(data, "logs", "access.log"), { encoding: "utf8", flag: "a+" })).toBe("");
});

test("a folder in use, a broken folder and a taken port are sentences", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await expect(start({ data })).rejects.toThrow(`A local stack is already running on ${data} (process ${process.pid})`);
  await stack.stop();

  writeFileSync(join(data, "running"), "999999999");
  writeFileSync(join(data, "local.sqlite"), "no database at all, but long enough to be taken for one");
  await expect(start({ data })).rejects.toThrow(`The data folder ${data} cannot be used: file is not a database`);
  const broken = dataFolder();
  writeFileSync(join(broken, "dynamodb.sqlite"), "no database at all, but long enough to be taken for one");
  await expect(start({ data: broken })).rejects.toThrow(
    /^The DynamoDB engine did not start on .*dynamodb\.sqlite: Database file is/,
  );
  await expect(start({ data: join(broken, "dynamodb.sqlite") })).rejects.toThrow(
    /^The data folder .* cannot be used: /,
  );

  // Linux has a folder that takes none.
  if (existsSync("/proc"))
    await expect(start({ data: "/proc/none/x" })).rejects.toThrow(/^The data folder \/proc\/none\/x cannot be used: /);

  const server = createServer();
  const port = await listen(server, 0, "test");
  await expect(start({ port })).rejects.toThrow(`Port ${port} (public site) is taken by another program`);
  await new Promise((resolve) => server.close(resolve));
});

test("other keys than the kept ones are refused", async () => {
  const data = dataFolder();
  stack = await start({ data });
  await stack.stop();
  const rename = (json: string) => JSON.parse(json.replaceAll('"lsk"', '"other"'));
  const started = start({ data }, ({ record }) => {
    const { Things } = record.Resources;
    if (Things !== undefined) record.Resources["Things"] = rename(JSON.stringify(Things));
  });
  await expect(started).rejects.toThrow(
    "holds a table Things with other keys or indexes than the template's; take another folder, or empty it with --reset",
  );
});

test("an engine that dies is told, and what waits does not hang", async () => {
  let told = "";
  stack = await start({
    tolerate: true,
    onDeath: (sentence) => {
      told = sentence;
    },
  });
  process.kill(engineOf(process.pid), "SIGKILL");
  await expect.poll(() => told).toMatch(/The DynamoDB engine ended by itself/);
  await stack.settle();
});

test("engine and functions die with a process that is killed", async () => {
  const assembly = writeAssembly();
  onTestFinished(() => rmSync(assembly, { recursive: true, force: true }));
  const script = `
    import { startStack } from "#lib/local/stack";
    const stack = await startStack({ assembly: ${JSON.stringify(assembly)}, quiet: true });
    await fetch(stack.siteUrl + "/things/lamp");
    // A function that never looks up again.
    fetch(stack.siteUrl + "/things/lamp?act=spin");
    console.log("ready");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await new Promise((resolve, reject) => {
    child.stdout.once("data", resolve);
    child.once("exit", (code) => reject(new Error(`It ended early (${code})`)));
  });
  const children = childrenOf(child.pid ?? 0);
  expect(children).toHaveLength(2);
  await expect.poll(() => Math.max(...children.map(computed)), { interval: 20, timeout: 5000 }).toBeGreaterThan(0.5);
  child.kill("SIGKILL");
  await expect.poll(() => children.filter(isAlive)).toEqual([]);
});

function childrenOf(pid: number): number[] {
  const ids = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  return ids.map(Number).filter((id) => id > 0);
}

function engineOf(pid: number): number {
  const found = childrenOf(pid).find((id) => readFileSync(`/proc/${id}/cmdline`, "utf8").includes("dynoxide"));
  if (found === undefined) throw new Error("There is no engine");
  return found;
}

/** Seconds that a process has computed. */
function computed(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return Number(fields[11]) / 100;
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
