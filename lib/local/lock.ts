import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder } from "./folder.ts";

/** Takes the data folder for this process; gives back how to let it go. Somebody else's is refused with a sentence. */
export function lockFolder(folder: string): () => void {
  const file = join(folder, "running");
  try {
    makeFolder(folder);
    take(file, folder);
  } catch (error) {
    if (error instanceof Running) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The data folder ${folder} cannot be used: ${why}`);
  }
  held.add(file);
  return () => {
    held.delete(file);
    rmSync(file, { force: true });
  };
}

/** Folders of this process: a file with its number that is not among them is of a former process that had the same. */
const held = new Set<string>();

class Running extends Error {}

function take(file: string, folder: string): void {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    const other = Number(readFileSync(file, "utf8"));
    if (held.has(file) || (other !== process.pid && isAlive(other)))
      throw new Running(`A local stack is already running on ${folder} (process ${other})`);
    // Its owner died without letting it go.
    rmSync(file, { force: true });
    writeFileSync(file, String(process.pid), { flag: "wx" });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
