import type { Existing } from "#domain/import-changes";
import type { Fact } from "#events/envelope";
import type { Blobs } from "#platform/blobs";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Row, Tables } from "#platform/table";
import { readDialogueRows } from "#records/registry";
import { applyImport, importIdOf } from "./apply-import.ts";
import { badRows, type ReadFile } from "./import-file.ts";
import { type Plan, planImport } from "./plan-import.ts";

interface Command {
  readonly dialogueId: string;
  readonly fileId: string;
  readonly format: "json" | "csv" | "rows";
  readonly existing?: Existing;
  readonly dryRun?: boolean;
}
interface Reading {
  /** The file beside the rows that the dialogue holds. */
  read(command: Command, text: string, held: readonly Row[]): Promise<ReadFile>;
  fact(done: { dialogueId: string; importId: string; rows: number; unchanged: number }): Fact;
}
const MOST_LISTED = 10_000;

/** One import from its file to its rows: everything is read and planned before anything is written. */
export async function importStep(
  { tables, blobs }: { tables: Tables; blobs: Blobs },
  command: Command,
  act: Act,
  { read, fact }: Reading,
): Promise<Outcome> {
  const text = await blobs.get(`imports/${command.fileId}`);
  if (text === undefined)
    return refused("no-such-file", "There is no file of this id. Hand the file in first; `convoke import` does both.");
  const { rows: held, head } = await readDialogueRows(tables, command.dialogueId);
  const file = await read(command, text, held);
  if ("refusal" in file) return file.refusal;
  if (file.bad.length > 0) return badRows(file.bad);
  if (file.entries.length === 0) return refused("empty-file", "The file holds no rows. Nothing was imported.");
  const plan = planImport(file.entries, command.existing ?? "update");
  if (plan.refused.length > 0) return badRows(plan.refused);
  const rows = plan.counts.added + plan.counts.changed;
  const counts = { rows, ...plan.counts };
  const notes = file.notes.slice(0, MOST_LISTED);
  if (command.dryRun === true)
    return {
      accepted: true,
      dryRun: true,
      ...counts,
      notes,
      changes: listed(plan),
      listed: Math.min(touched(plan), MOST_LISTED),
    };
  return applyImport(tables, act, {
    dialogueId: command.dialogueId,
    head,
    plan,
    outcome: { accepted: true, importId: importIdOf(act), ...counts, notes: notes.slice(0, 20) },
    facts: [
      fact({ dialogueId: command.dialogueId, importId: importIdOf(act), rows, unchanged: plan.counts.unchanged }),
    ],
  });
}

function touched(plan: Plan): number {
  return plan.entries.filter(({ does }) => does !== "none").length;
}
function listed(plan: Plan) {
  return plan.entries
    .filter(({ does }) => does !== "none")
    .slice(0, MOST_LISTED)
    .map(({ line, what, does, fields }) => ({ line, what, does, fields: fields.map((field) => ({ ...field })) }));
}
