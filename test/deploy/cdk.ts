import { spawn } from "node:child_process";
import { dirname } from "node:path";

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
  const child = spawn("npx", ["cdk", ...args], { cwd: folder, env: environment, stdio: ["ignore", "pipe", "pipe"] });
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
      resolve({ code, text });
    });
  });
}
