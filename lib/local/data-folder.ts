import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What a local stack leaves in its folder, and what it is known by. */
const KNOWN_BY = ["local.sqlite", "dynamodb.sqlite", "lock.sqlite"];
const KEPT = ["local.sqlite", "dynamodb.sqlite"].flatMap((name) =>
  ["", "-wal", "-shm", "-journal"].map((end) => `${name}${end}`),
);

/** Throws for a folder in which somebody keeps other things and no local stack ever wrote. */
export function refuseForeign(folder: string): void {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  if (names.length === 0 || names.some((name) => KNOWN_BY.includes(name))) return;
  throw new Error(`it holds other things than a local stack's (${names[0]}). Take an empty or a new one`);
}

/** Empties a folder that this process holds: of what a local stack wrote, and of nothing else. */
export function emptyFolder(folder: string): void {
  // A marker of that name was written for a while.
  for (const name of [...KEPT, "logs", "convoke.json"]) rmSync(join(folder, name), { recursive: true, force: true });
}
