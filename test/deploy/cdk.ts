import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const root = dirname(dirname(import.meta.dirname));

export interface Said {
  readonly code: number | null;
  readonly text: string;
}

/** `npx cdk …` in the project, or in a copy of it, as a person types it: what it said and how it ended. */
export function cdk(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  folder: string = root,
): Promise<Said> {
  // npx remembers the programs of a folder; here it is new to each, as after `npm ci` on a fresh machine.
  const remembered = mkdtempSync(join(tmpdir(), "convoke-npx-"));
  const child = spawn("npx", ["cdk", ...args], {
    cwd: folder,
    env: { ...environment, npm_config_cache: remembered },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill = () => child.kill();
  process.once("exit", kill);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf-8").on("data", (chunk: string) => {
      text += chunk;
    });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      process.off("exit", kill);
      rmSync(remembered, { recursive: true, force: true });
      resolve({ code, text });
    });
  });
}

/** What a failed run of it said to the point: what failed first, and its last lines. */
export function whyIn(text: string): string {
  const lines = text.split("\n");
  const failed = lines.filter((line) => /_FAILED\b|❌/.test(line)).slice(0, 5);
  return [...failed, ...lines.slice(-10)].join("\n");
}
