import { execFile } from "node:child_process";
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const root = dirname(dirname(import.meta.dirname));
const INSTALL_WITHIN = 180_000;
/** The oldest Python that the tools run on. */
const [MAJOR, MINOR] = [3, 10];

/** Something that only a person, or `.ci/run`, can put on this machine: a sentence that says what and how. */
export class MissingTool extends Error {}

/**
 * A tool from PyPI in its exact version, in a folder of its own under .convoke/python, which is kept from one run to the next.
 * Resolves with the folder of its programs. For tests alone: nothing of the product needs Python. Throws MissingTool.
 */
export async function pythonTool(name: string, version: string): Promise<string> {
  const folder = join(root, ".convoke", "python", `${name}-${version}`);
  const bin = join(folder, "bin");
  const whole = join(folder, "installed");
  if (await exists(whole)) return bin;
  const python = await newEnough();
  // What an interrupted installation left is no tool.
  await rm(folder, { recursive: true, force: true });
  await mkdir(dirname(folder), { recursive: true });
  await told(
    python,
    ["-m", "venv", folder],
    "Python's venv does not work here. Install it (on Debian and Ubuntu: apt-get install python3-venv), then try again.",
  );
  await told(
    join(bin, "python"),
    ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${name}==${version}`],
    `${name} ${version} could not be installed from PyPI. Look at the network or at pip's settings, then try again.`,
  );
  await writeFile(whole, "");
  return bin;
}

async function newEnough(): Promise<string> {
  for (const python of ["python3", "python"]) {
    const said = await run(python, ["-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"]).catch(
      () => null,
    );
    const [major = 0, minor = 0] = said?.stdout.trim().split(" ").map(Number) ?? [];
    if (major === MAJOR && minor >= MINOR) return python;
  }
  throw new MissingTool(
    `Python ${MAJOR}.${MINOR} or later with venv is not on this machine, and these tests need it. Install it (on Debian and Ubuntu: apt-get install python3 python3-venv), then try again.`,
  );
}

async function told(program: string, args: readonly string[], sentence: string): Promise<void> {
  try {
    await run(program, args, { timeout: INSTALL_WITHIN });
  } catch (error) {
    const last = error instanceof Error ? error.message.trim().split("\n").at(-1) : String(error);
    throw new MissingTool(`${sentence} It said: ${last}`, { cause: error });
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
