import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";

const root = dirname(dirname(import.meta.dirname));
const ASSEMBLY = join(root, "build", "assembly");
/** What the assembly is made of. Dependencies change with the lock file. */
const SOURCES = [
  "package.json",
  "package-lock.json",
  "cdk.json",
  "{bin,events,functions,lib}/**/*.{ts,mjs,json,css,svg}",
];
type Context = Record<string, unknown>;
const cdkJson = z.object({ context: z.record(z.string(), z.unknown()) });

/** What `cdk synth` writes, written without its command line: bundles and templates, offline; from another context where a test changes it. Resolves with the folder; rejects with what the app said. */
export async function synthesize(
  folder = ASSEMBLY,
  changed: (context: Context) => Context = (context) => context,
): Promise<string> {
  const mark = join(folder, "sources.sha256");
  rmSync(mark, { force: true });
  const sources = fingerprint();
  const { context } = cdkJson.parse(JSON.parse(readFileSync(join(root, "cdk.json"), "utf-8")));
  const app = spawn(process.execPath, ["--import", "./bin/guard.mjs", "bin/app.ts"], {
    cwd: root,
    env: { ...process.env, CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(changed(context)) },
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
  writeFileSync(mark, sources);
  return folder;
}

/** As `synthesize`, without doing it again where no source has changed since. `doing` is told that it takes its time. */
export async function synthesizeIfChanged(doing: () => void): Promise<string> {
  if (kept(join(ASSEMBLY, "sources.sha256")) === fingerprint()) return ASSEMBLY;
  doing();
  return synthesize();
}

/** One hash of every source's name and content, and of what runs them. */
function fingerprint(): string {
  const hash = createHash("sha256").update(process.version);
  for (const file of globSync(SOURCES, { cwd: root }).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex");
}

function kept(mark: string): string | undefined {
  try {
    return readFileSync(mark, "utf8");
  } catch {
    return undefined;
  }
}
