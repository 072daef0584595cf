import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";

const root = dirname(dirname(import.meta.dirname));
const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** What `cdk synth` writes, written without its command line: bundles and templates, offline. Resolves with the folder; rejects with what the app said. */
export async function synthesize(folder = join(root, "build", "assembly")): Promise<string> {
  const { context } = cdkJson.parse(JSON.parse(readFileSync(join(root, "cdk.json"), "utf-8")));
  const app = spawn(process.execPath, ["--import", "./bin/guard.mjs", "bin/app.ts"], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kill = () => app.kill();
  process.once("exit", kill);
  let said = "";
  app.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString("utf-8");
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    app.on("error", reject);
    app.on("close", resolve);
  });
  process.off("exit", kill);
  if (code !== 0) throw new Error(`The stacks could not be synthesized:\n${said.trim()}`);
  return folder;
}
