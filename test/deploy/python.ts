import { execFile } from "node:child_process";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = join(import.meta.dirname, "../..");
const OLDEST = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";

/** Installs exactly this version of a package from PyPI into a folder of this project; returns the folder of its commands. */
export async function pythonTool(name: string, version: string): Promise<string> {
  const folder = join(root, "build", "python", `${name}-${version}`);
  const bin = join(folder, "bin");
  const done = join(folder, "installed");
  if (existsSync(done)) return bin;
  try {
    await run("python3", ["-c", OLDEST]);
  } catch (cause) {
    throw new Error(
      `${name} needs Python 3.10 or later with venv, which was not found here (Debian: apt install python3-venv); nothing of Convoke itself needs it.`,
      { cause },
    );
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await run("python3", ["-m", "venv", folder]);
  await run(join(bin, "python"), [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--disable-pip-version-check",
    `${name}==${version}`,
  ]);
  writeFileSync(done, "");
  return bin;
}
