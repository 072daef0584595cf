import { type ChildProcess, spawn } from "node:child_process";
import { afterEach, expect, test } from "vitest";
import { endLeftovers } from "#lib/local/engines/leftover";

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** A process that has this database on its command line, as an engine has, once it runs. */
async function engine(database: string): Promise<ChildProcess> {
  const script = "console.log('up'); setInterval(() => undefined, 1000)";
  const child = spawn(process.execPath, ["-e", script, "--", "--db-path", database], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout?.once("data", resolve));
  return child;
}

test("what a killed stack's engine has left on a file is ended, and no other", async () => {
  const left = await engine("here/dynamodb.sqlite");
  const other = await engine("there/dynamodb.sqlite");
  const ended = new Promise((resolve) => left.once("exit", (_code, signal) => resolve(signal)));
  await endLeftovers("here/dynamodb.sqlite");
  expect(await ended).toBe("SIGKILL");
  expect([other.exitCode, other.signalCode]).toEqual([null, null]);
});
