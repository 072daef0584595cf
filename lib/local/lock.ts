import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makeFolder } from "./folder.ts";

/**
 * Takes the data folder for this process; gives back how to let it go. Somebody else's is refused with a sentence.
 * The lock is the kernel's, on a file: it ends with the process, however that ends, and no number can be mistaken for it.
 */
export function lockFolder(folder: string): () => void {
  const lock = unusableUnless(folder, () => take(folder));
  const note = join(folder, "running");
  writeFileSync(note, String(process.pid));
  return () => {
    rmSync(note, { force: true });
    lock.close();
  };
}

function take(folder: string): DatabaseSync {
  makeFolder(folder);
  const lock = new DatabaseSync(join(folder, "lock.sqlite"));
  try {
    lock.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
    return lock;
  } catch (error) {
    lock.close();
    if (!(error instanceof Error && /database is locked/.test(error.message))) throw error;
    throw new Running(`A local stack is already running on ${folder} (process ${ownerOf(folder)})`);
  }
}

/** Who has the folder, as far as it is written there: its owner writes it a moment after it has the lock. */
function ownerOf(folder: string): string {
  const note = join(folder, "running");
  return existsSync(note) ? readFileSync(note, "utf8") : "unknown";
}

class Running extends Error {}

/** Does something with a data folder, and says of which folder it was if that is impossible. */
export function unusableUnless<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Running) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The data folder ${folder} cannot be used: ${why}`);
  }
}
