import { createHash, type Hash } from "node:crypto";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, statSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod/mini";
import { Unreachable } from "#bin/convoke/client";
import { type ExportFile, type ExportRow, exportFiles } from "#bin/convoke/export-walk";
import { canonical } from "#platform/canonical";
import { digest } from "#platform/ids";

export const MANIFEST = "manifest.json";
const PRIVATE = 0o600;

export const manifest = z.object({
  format: z.literal("convoke-export"),
  version: z.literal(1),
  made: z.string(),
  dialogues: z.array(z.string()),
  note: z.string(),
  files: z.record(
    z.string(),
    z.object({ holds: z.string(), lines: z.number(), bytes: z.number(), sha256: z.string() }),
  ),
});
export type Manifest = z.infer<typeof manifest>;

/** A line of an export: a row, and the hash of its canonical text. */
export const lineOf = (row: ExportRow) => JSON.stringify({ sha256: digest(canonical(row)), row });

/**
 * A fresh folder for an export, for nobody else to read. The manifest is written last: a folder without one is an export that did not
 * end. Throws Unreachable for a folder that holds anything.
 */
export function exportFolder(folder: string) {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new Unreachable(`${folder} is a file, and no folder.`);
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new Unreachable(`${folder} is not empty. An export goes into a folder of its own: name another with --to.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const files = new Map<ExportFile, { file: number; lines: number; bytes: number; hash: Hash }>();
  for (const name of namesOf(exportFiles))
    files.set(name, {
      file: openSync(join(folder, name), "wx", PRIVATE),
      lines: 0,
      bytes: 0,
      hash: createHash("sha256"),
    });
  return {
    write(name: ExportFile, row: ExportRow): void {
      const open = files.get(name);
      if (!open) return;
      const line = Buffer.from(`${lineOf(row)}\n`);
      writeSync(open.file, line);
      open.hash.update(line);
      open.lines++;
      open.bytes += line.length;
    },
    end(made: string, dialogues: readonly string[]): Manifest {
      const counted = [...files].map(([name, { file, lines, bytes, hash }]) => {
        closeSync(file);
        return [name, { holds: exportFiles[name], lines, bytes, sha256: hash.digest("hex") }] as const;
      });
      const whole: Manifest = {
        format: "convoke-export",
        version: 1,
        made,
        dialogues: [...dialogues],
        note: "Personal data: names and e-mail addresses, and what people answered. Keep it as such, and delete it when it is not needed.",
        files: Object.fromEntries(counted),
      };
      writeFileSync(join(folder, MANIFEST), `${JSON.stringify(whole, null, 2)}\n`, { mode: PRIVATE, flag: "wx" });
      return whole;
    },
  };
}

const isFile = (name: string): name is ExportFile => name in exportFiles;
const namesOf = (of: object) => Object.keys(of).filter(isFile);
