import { answered, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit, versionOf } from "#platform/commit";
import { inParallel } from "#platform/parallel";
import type { Row, Tables } from "#platform/table";
import { keys, lists } from "#records/keys";
import { dialogueSchema } from "#records/registry";
import { staged } from "#records/staged";
import type { Plan } from "./plan-import.ts";

const PAGE = 90;
const PAGES_AT_ONCE = 4;
type Facts = Parameters<typeof commit>[2]["facts"];
interface Asked {
  readonly dialogueId: string;
  /** The dialogue's head when the plan was made. */
  readonly head: Row | undefined;
  readonly plan: Plan;
  readonly outcome: Outcome & { readonly accepted: true };
  readonly facts: Facts;
}

/**
 * Writes an import whole or not at all: rows of a batch that is still pending do not count for any reader, nor do the
 * new values of a row that is there already, and the last write lifts them all at once. Where the dialogue changed since
 * the plan was made, nothing counts.
 */
export async function applyImport(tables: Tables, act: Act, asked: Asked): Promise<Outcome> {
  const { dialogueId, plan, outcome } = asked;
  // Checked here: a long import has moved its dialogue on itself before its last write.
  const { expectedVersion, ...own } = act;
  if (expectedVersion !== undefined && expectedVersion !== versionOf(asked.head)) return busy;
  const importId = importIdOf(act);
  const size = plan.added.length + plan.changed.length;
  if (size === 0) {
    return answered(await commit(tables, act, { facts: [], outcome }), act, outcome, () => outcome);
  }
  const added = plan.added.map((row) => ({ ...row, batch: importId }));
  const whole = size <= PAGE;
  const head = whole ? { before: asked.head } : await pend(tables, act, asked.head, dialogueId, importId);
  if (!head) return busy;
  if (!whole) {
    const changed = plan.changed.map(({ known, values }) => staged(known, importId, dialogueId, values));
    await writePages(tables, act, [...added, ...changed]);
  }
  const pending = pendingOf(head.before).filter((id) => id !== importId);
  const changed = plan.changed.map(({ known, values }) => ({ ...known, ...values, pk: known.pk, sk: known.sk }));
  const result = await commit(tables, own, {
    change: { before: head.before, after: headRow(dialogueId, head.before, pending) },
    ...(whole && { puts: [...added, ...changed] }),
    facts: asked.facts,
    outcome,
  });
  return answered(result, act, outcome, () => busy);
}

const busy = refused(
  "busy",
  "The dialogue was changed at the same moment by somebody else; nothing was imported. Send this one again.",
);

export function importIdOf(act: Act): string {
  return act.command?.id ?? act.commitId;
}

async function writePages(tables: Tables, act: Act, rows: readonly Row[]): Promise<void> {
  const pages = Array.from({ length: Math.ceil(rows.length / PAGE) }, (_, page) =>
    rows.slice(page * PAGE, page * PAGE + PAGE),
  );
  await inParallel(pages, PAGES_AT_ONCE, async (puts, page) => {
    await commit(tables, { ...act, commitId: `${act.commitId}w${page}` }, { puts, facts: [] });
  });
}

/** Puts the import on the dialogue's list of pending ones, where it is not yet. Undefined where the dialogue changed meanwhile. */
async function pend(tables: Tables, act: Act, before: Row | undefined, dialogueId: string, importId: string) {
  const pending = pendingOf(before);
  if (pending.includes(importId)) return { before };
  const result = await commit(
    tables,
    { ...act, commitId: `${act.commitId}p` },
    { change: { before, after: headRow(dialogueId, before, [...pending, importId]) }, facts: [] },
  );
  const after = result.kind === "done" ? await tables.get(keys.dialogue(dialogueId)) : undefined;
  return result.kind === "done" && after?.["v"] === result.version ? { before: after } : undefined;
}

function pendingOf(head: Row | undefined): readonly string[] {
  return head ? dialogueSchema.parse(head).pending : [];
}
function headRow(dialogueId: string, before: Row | undefined, pending: readonly string[]): Row {
  return {
    ...before,
    ...keys.dialogue(dialogueId),
    lpk: lists.dialogues(),
    lsk: dialogueId,
    b: { id: dialogueId },
    id: dialogueId,
    name: typeof before?.["name"] === "string" ? before["name"] : dialogueId,
    pending,
  };
}
