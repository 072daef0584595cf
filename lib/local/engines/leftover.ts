import { readdirSync, readFileSync } from "node:fs";

/** How long a process may take to be gone once it was killed. */
const PATIENCE = 5_000;

/**
 * Ends what still has this database open and belonged to a stack that was killed: its end follows that of the stack by a
 * moment, and two engines on one file would not know of each other. Only who holds the data folder may call this.
 */
export async function endLeftovers(database: string): Promise<void> {
  const until = Date.now() + PATIENCE;
  for (;;) {
    const found = holders(database);
    if (found.length === 0 || Date.now() > until) return;
    for (const pid of found) kill(pid);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** By the command line that gave them the file; where there is no /proc there is no such engine either. */
function holders(database: string): number[] {
  return numbersIn("/proc").filter((pid) => {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
      return words[words.indexOf("--db-path") + 1] === database && words.includes("--db-path");
    } catch {
      return false;
    }
  });
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .map(Number)
      .filter((one) => Number.isInteger(one) && one > 0 && one !== process.pid);
  } catch {
    return [];
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It was quicker.
  }
}
