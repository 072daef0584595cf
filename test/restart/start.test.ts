import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, inject, test } from "vitest";
import { freePorts, isAlive, Program } from "./program.ts";
import { move } from "./round.ts";

const folders: string[] = [];
const programs: Program[] = [];
afterEach(async () => {
  for (const program of programs.splice(0)) await program.kill();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function ground() {
  const folder = mkdtempSync(join(tmpdir(), "convoke-restart-"));
  folders.push(folder);
  const port = String(await freePorts());
  return {
    folder,
    start: (...flags: string[]) => {
      const program = new Program(
        folder,
        "--assembly",
        inject("assembly"),
        ...flags,
        ...(flags.includes("--port") ? [] : ["--port", port]),
      );
      programs.push(program);
      return program;
    },
  };
}

test("everything is kept by default, a second start says who is there, --now and --reset say what they do", async () => {
  const { folder, start } = await ground();
  const first = start("--now", "2022-01-31T08:00:00Z");
  const running = await first.ready;
  expect(running.now).toMatch(/^2022-01-31T08:0/);
  expect(first.said).toBe("");
  expect(existsSync(join(folder, ".convoke", "data", "local.sqlite"))).toBe(true);

  const second = start("--port", String(await freePorts()));
  expect(await second.ended).toBe(1);
  expect(second.said).toBe(`A local stack is already running on .convoke/data (process ${first.pid})\n`);

  await move(running, 30);
  const children = await first.kill();
  expect(children.length).toBeGreaterThan(0);
  // The number of the dead process is another's by now.
  const note = join(folder, ".convoke", "running.json");
  writeFileSync(note, readFileSync(note, "utf8").replace(String(first.pid), String(process.pid)));
  const third = start("--now", "2024-01-01T00:00:00Z");
  expect((await third.ready).now).toMatch(/^2022-02-01T14:/);
  expect(third.said).toBe(
    "--now counts only for a new clock: the one kept in .convoke/data goes on. --reset begins anew.\n",
  );
  expect(children.filter(isAlive)).toEqual([]);
  await third.stop();

  const fourth = start("--reset", "--now", "2024-01-01T00:00:00Z");
  expect((await fourth.ready).now).toMatch(/^2024-01-01T00:0/);
  await fourth.stop();
  expect(existsSync(join(folder, ".convoke", "running.json"))).toBe(false);
});
