import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { seconds, table } from "#bin/bench/table";
import { bundleFunctions } from "#lib/bundle";
import { functions } from "#lib/functions";

const RUNS = 11;

/**
 * Size of every function's bundle, and how long a whole process takes to start with it against one with an empty bundle:
 * the minimum of eleven runs each, taken in turns. The ratio can be compared between machines, the milliseconds cannot.
 */
export async function bundles(): Promise<string> {
  const folder = await bundleFunctions();
  const empty = mkdtempSync(join(tmpdir(), "convoke-empty-"));
  writeFileSync(join(empty, "index.mjs"), "export const handler = async () => {};\n");
  const files = [join(empty, "index.mjs"), ...functions.map(({ name }) => join(folder, name, "index.mjs"))];
  const times = new Map<string, number[]>(files.map((file) => [file, []]));
  for (let run = 0; run < RUNS; run++)
    for (const file of files) times.get(file)?.push((await seconds(async () => start(file))) * 1000);
  rmSync(empty, { recursive: true });
  const fastest = (file: string) => Math.min(...(times.get(file) ?? []));
  const floor = fastest(files[0] ?? "");
  const rows = functions.map(({ name }) => {
    const file = join(folder, name, "index.mjs");
    const size = (statSync(file).size / 1000).toFixed(0);
    return [name, size, fastest(file).toFixed(0), (fastest(file) / floor).toFixed(2)];
  });
  return table(["function", "KB", "start, ms", "× empty"], [["(empty)", 0, floor.toFixed(0), "1.00"], ...rows]);
}

function start(file: string): void {
  const { status, stderr } = spawnSync(process.execPath, [
    "--input-type=module",
    "--eval",
    `await import(${JSON.stringify(pathToFileURL(file).href)});process.exit(0)`,
  ]);
  if (status !== 0) throw new Error(`${file} could not be loaded: ${stderr.toString()}`);
}
