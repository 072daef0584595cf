import { canonical } from "#platform/canonical";
import { answered, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { dialogueSchema } from "#records/registry";
import { type BadRow, keyText } from "./read-file.ts";

const PAGE = 90;
type Finish = (counts: { rows: number; unchanged: number }) => Parameters<typeof commit>[2]["facts"];

/**
 * Writes an import whole or not at all: rows of a batch that is still pending do not count for any reader, and the
 * last write lifts them all at once. The same file again changes nothing; a row that exists with other content is refused.
 */
export async function applyImport(
  tables: Tables,
  act: Act,
  asked: { dialogueId: string; rows: readonly Row[] },
  facts: Finish,
): Promise<Outcome> {
  const importId = act.command?.id ?? act.commitId;
  const existing = new Map((await tables.getMany(asked.rows)).map((row) => [keyText(row), row]));
  // Rows of an import that was never applied are there for nobody: another import takes their places.
  const head = await tables.get(keys.dialogue(asked.dialogueId));
  const unapplied = new Set<unknown>([importId, ...(head ? dialogueSchema.parse(head).pending : [])]);
  const fresh: Row[] = [];
  const differing: BadRow[] = [];
  for (const row of asked.rows) {
    const known = existing.get(keyText(row));
    if (!known || unapplied.has(known["batch"])) fresh.push({ ...row, batch: importId });
    else if (!contains(known, row))
      differing.push({
        line: keyText(row).replaceAll(/[#|]+/g, " ").trim(),
        sentence: "exists already with other content; an import adds and never overwrites",
      });
  }
  if (differing.length > 0) return badRows(differing, asked.rows.length);
  const unchanged = asked.rows.length - fresh.length;
  const outcome = { accepted: true, importId, rows: fresh.length, unchanged } as const;
  if (fresh.length === 0) {
    return answered(await commit(tables, act, { facts: [], outcome }), act, outcome, () => outcome);
  }

  const whole = fresh.length <= PAGE;
  if (!whole) {
    await pend(tables, act, asked.dialogueId, importId);
    for (let start = 0; start < fresh.length; start += PAGE)
      await commit(
        tables,
        { ...act, commitId: `${act.commitId}w${start}` },
        { puts: fresh.slice(start, start + PAGE), facts: [] },
      );
  }
  const before = await tables.get(keys.dialogue(asked.dialogueId));
  const pending = before ? dialogueSchema.parse(before).pending.filter((id) => id !== importId) : [];
  const result = await commit(tables, act, {
    change: { before, after: headRow(asked.dialogueId, before, pending) },
    ...(whole && { puts: fresh }),
    facts: facts({ rows: fresh.length, unchanged }),
    outcome,
  });
  return answered(result, act, outcome, () =>
    refused("busy", "Another import changed the dialogue at the same moment. Send this one again."),
  );
}

async function pend(tables: Tables, act: Act, dialogueId: string, importId: string): Promise<void> {
  for (let attempt = 0; attempt < 8; attempt++) {
    const before = await tables.get(keys.dialogue(dialogueId));
    const pending = before ? dialogueSchema.parse(before).pending : [];
    if (pending.includes(importId)) return;
    const result = await commit(
      tables,
      { ...act, commitId: `${act.commitId}p${attempt}` },
      { change: { before, after: headRow(dialogueId, before, [...pending, importId]) }, facts: [] },
    );
    if (result.kind === "done") return;
  }
  throw new Error("The dialogue was changed by others eight times in a row; the import is tried again.");
}

function headRow(dialogueId: string, before: Row | undefined, pending: readonly string[]): Row {
  return {
    ...before,
    ...keys.dialogue(dialogueId),
    id: dialogueId,
    name: typeof before?.["name"] === "string" ? before["name"] : dialogueId,
    pending,
  };
}

function contains(known: Row, wanted: Row): boolean {
  return Object.entries(wanted).every(([name, value]) => canonical(known[name]) === canonical(value));
}

/** Every bad row, twenty at most, with its line and what to do; nothing was imported. */
export function badRows(bad: readonly BadRow[], rows: number): Outcome {
  return refused(
    "bad-rows",
    `Nothing was imported: ${bad.length} of ${rows} rows need a correction. ${bad
      .slice(0, 3)
      .map((row) => `${row.line}: ${row.sentence}.`)
      .join(" ")}`,
    {
      bad: bad.slice(0, 20).map((row) => ({ line: row.line, sentence: row.sentence })),
      badCount: bad.length,
    },
  );
}
