import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockFolder } from "./lock.ts";

/** How the files of a data folder are made; another number is another way. */
const FORMAT = 1;
const MARKER = "convoke.json";
const OURS = /^(convoke\.json|running|logs|(local|dynamodb)\.sqlite(-(wal|shm|journal))?)$/;

/**
 * Takes a folder to keep everything in, and marks it as ours. Gives back how to let it go. Refused with a sentence: a folder
 * that somebody else uses, that holds other things than ours, or that another version of this program has made.
 */
export function openDataFolder(folder: string): () => void {
  const release = lockFolder(folder);
  try {
    claim(folder);
    return release;
  } catch (error) {
    release();
    throw error;
  }
}

/** Empties a data folder; only what is ours, and only where nobody uses it. */
export function resetDataFolder(folder: string): void {
  if (!existsSync(folder)) return;
  const release = lockFolder(folder);
  try {
    refuseForeign(folder);
    for (const name of readdirSync(folder))
      if (name !== "running") rmSync(join(folder, name), { recursive: true, force: true });
  } finally {
    release();
  }
}

function claim(folder: string): void {
  const file = join(folder, MARKER);
  if (!existsSync(file)) {
    refuseForeign(folder);
    writeFileSync(file, `${JSON.stringify({ format: FORMAT })}\n`);
    return;
  }
  const format = formatIn(file);
  if (format === FORMAT) return;
  const other = format === undefined ? "cannot be read" : `says format ${format}; this version knows ${FORMAT}`;
  throw new Error(
    `The data folder ${folder} is of another version of Convoke (${MARKER} ${other}). Start that version, choose another folder with --data, or empty this one with --reset`,
  );
}

function refuseForeign(folder: string): void {
  const foreign = readdirSync(folder).find((name) => !OURS.test(name));
  if (foreign !== undefined)
    throw new Error(
      `The folder ${folder} holds ${foreign}, which is not Convoke's. Choose an empty folder with --data; nothing was touched`,
    );
}

function formatIn(file: string): unknown {
  try {
    const marker: unknown = JSON.parse(readFileSync(file, "utf-8"));
    return typeof marker === "object" && marker !== null && "format" in marker ? marker.format : undefined;
  } catch {
    return undefined;
  }
}
