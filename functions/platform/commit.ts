import type { Door, Fact } from "#events/envelope";
import { canonical } from "#platform/canonical";
import { digest } from "#platform/ids";
import type { CancelReason, Key, Row, Tables, Test, TransactItem, Update, Value } from "#platform/table";
import { pause } from "#platform/timers";

/** Who acts, through which door, when, and at whose command. Every fact is stamped with it. */
export interface Act {
  readonly actor: string;
  readonly door: Door;
  /** UTC with whole seconds. */
  readonly now: string;
  /** Names this try; a condition that fails against one's own id is a success whose answer was lost. */
  readonly commitId: string;
  readonly command?: { readonly id: string; readonly type: string; readonly digest: string };
  /** The version that the sender has seen of what is to change. Another one has moved on. */
  readonly expectedVersion?: number;
}

/** One transaction (design, section 3): one aggregate changes, everything else is checked, reserved or created beside it. */
export interface Commit {
  /** The aggregate's head row before (undefined: it must not exist) and after. Version, hash and commit id are written here, not by the caller. */
  readonly change?: { readonly before: Row | undefined; readonly after: Row };
  /** Where the facts are written: by default the changed row's key and new version. A commit without a change names it. */
  readonly ledger?: { readonly pk: string; readonly version: number };
  /** Other rows of the same aggregate. */
  readonly puts?: readonly Row[];
  readonly moves?: readonly { readonly update: Update; readonly refusal: string }[];
  readonly guards?: readonly { readonly key: Key; readonly when: readonly Test[]; readonly refusal: string }[];
  readonly creates?: readonly { readonly row: Row; readonly refusal: string }[];
  readonly facts: readonly Fact[];
  /** Mails for the urgent lane: their rows, and their ids for the relay. */
  readonly mails?: readonly (Row & { readonly mailId: string })[];
  /** What the command's sender is told; kept under the command's id in the same transaction. */
  readonly outcome?: { readonly [name: string]: Value };
}

export type CommitResult =
  | { readonly kind: "done"; readonly version: number }
  /** The aggregate moved on: load it and decide again. */
  | { readonly kind: "moved-on" }
  | { readonly kind: "refused"; readonly refusal: string; readonly row: Row | undefined }
  /** The command's id was used before: this is what was answered. */
  | { readonly kind: "repeated"; readonly outcome: Row };

const MOST_ITEMS = 100;
const MOST_TRIES = 8;
const OUTCOME_DAYS = 400;
const MOST_KEPT = 100;

type Role =
  | { readonly role: "version" | "ledger" | "mail" | "outcome" | "own" }
  | { readonly role: "refusable"; readonly refusal: string };

/**
 * Writes a change whole or not at all. Retries conflicts and throttling (8 times, full jitter); everything else
 * is an answer. Throws where more than 100 items are asked for, and where the table stays throttled.
 */
export async function commit(tables: Tables, act: Act, asked: Commit): Promise<CommitResult> {
  if (asked.change && asked.outcome && act.expectedVersion !== undefined)
    if (act.expectedVersion !== versionOf(asked.change.before)) return { kind: "moved-on" };
  const { items, roles, version } = plan(act, asked);
  if (items.length > MOST_ITEMS)
    throw new Error(
      `A transaction holds at most ${MOST_ITEMS} items; ${items.length} were asked for. Cut the page smaller.`,
    );
  for (let attempt = 0; ; attempt++) {
    const answer = await tables.transact(items);
    if (answer === "done") return { kind: "done", version };
    const verdict = judge(answer, roles, act, version);
    if (verdict !== "again") return verdict;
    if (attempt + 1 === MOST_TRIES)
      throw new Error(
        `The table refused a transaction ${MOST_TRIES} times for contention or throttling; it was not written.`,
      );
    await pause(attempt);
  }
}

function plan(act: Act, asked: Commit) {
  const items: TransactItem[] = [];
  const roles: Role[] = [];
  const add = (role: Role, item: TransactItem) => {
    roles.push(role);
    items.push(item);
  };
  const { change } = asked;
  const was = versionOf(change?.before);
  const version = asked.ledger?.version ?? was + 1;
  const ledger = ledgerRows(act, asked, version);

  if (change) {
    const after = {
      ...change.after,
      v: was + 1,
      by: act.commitId,
      ...(ledger.last && { lh: ledger.last }),
    };
    add(
      { role: "version" },
      { table: "records", put: after, when: was === 0 ? [["pk", "absent"]] : [["v", "=", was]] },
    );
  }
  for (const put of asked.puts ?? [])
    add({ role: "own" }, { table: "records", put: { ...put, by: act.commitId }, when: [] });
  for (const { update, refusal } of asked.moves ?? [])
    add(
      { role: "refusable", refusal },
      { table: "records", update: { ...update, set: { ...update.set, by: act.commitId } } },
    );
  for (const { key, when, refusal } of asked.guards ?? [])
    add({ role: "refusable", refusal }, { table: "records", check: { key, when } });
  for (const { row, refusal } of asked.creates ?? [])
    add(
      { role: "refusable", refusal },
      { table: "records", put: { ...row, by: act.commitId }, when: [["pk", "absent"]] },
    );
  for (const mail of asked.mails ?? [])
    add({ role: "mail" }, { table: "records", put: { ...mail, by: act.commitId }, when: [["pk", "absent"]] });
  for (const row of ledger.rows) add({ role: "ledger" }, { table: "ledger", put: row, when: [["pk", "absent"]] });
  if (act.command && asked.outcome)
    add({ role: "outcome" }, { table: "records", put: outcomeRow(act, asked.outcome), when: [["pk", "absent"]] });
  return { items, roles, version };
}

export function versionOf(row: Row | undefined): number {
  return typeof row?.["v"] === "number" ? row["v"] : 0;
}

/** The facts as ledger rows, each hashed over the one before it: an aggregate's history is one chain. */
function ledgerRows(act: Act, asked: Commit, version: number) {
  const pk = asked.ledger?.pk ?? asked.change?.after.pk;
  const urgent = (asked.mails ?? []).map((mail) => mail.mailId);
  if (pk === undefined && (asked.facts.length > 0 || urgent.length > 0))
    throw new Error("A commit with facts changes an aggregate or names its ledger.");
  if (asked.facts.length === 0 && urgent.length > 0) throw new Error("Mails leave with a fact that says why.");
  const held = asked.change?.before?.["lh"];
  let last = typeof held === "string" ? held : "";
  const rows: Row[] = asked.facts.map((fact, index) => {
    const body = {
      pk: pk ?? "",
      sk: `${String(version).padStart(8, "0")}#${index}`,
      type: fact.type,
      data: canonical(fact.data),
      at: act.now,
      actor: act.actor,
      door: act.door,
      ...(act.command && { commandId: act.command.id }),
      ...(index === 0 && urgent.length > 0 && { mails: urgent }),
      prev: last,
    };
    last = digest(canonical(body));
    return { ...body, hash: last, by: act.commitId };
  });
  return { rows, last };
}

/** How long an outcome answers a repeat; after that the aggregate's own state does. */
export function outcomeRow(act: Act, outcome: { readonly [name: string]: Value }): Row {
  const expires = Math.floor(Date.parse(act.now) / 1000) + OUTCOME_DAYS * 86_400;
  return {
    pk: `CMD#${act.command?.id}`,
    sk: "#",
    type: act.command?.type ?? "",
    digest: act.command?.digest ?? "",
    actor: act.actor,
    at: act.now,
    outcome: brief(outcome),
    by: act.commitId,
    ttl: expires,
  };
}

/** An answer may list more than a row can hold: what is kept has the first hundred of each list. */
function brief(outcome: { readonly [name: string]: Value }): { readonly [name: string]: Value } {
  return Object.fromEntries(
    Object.entries(outcome).map(([name, value]) => [name, Array.isArray(value) ? value.slice(0, MOST_KEPT) : value]),
  );
}

function judge(
  reasons: readonly CancelReason[],
  roles: readonly Role[],
  act: Act,
  version: number,
): CommitResult | "again" {
  const failed = reasons.flatMap((reason, index) => {
    const role = roles[index];
    return reason.code === "ConditionalCheckFailed" && role ? [{ reason, role }] : [];
  });
  // A row that carries our own id was written by an earlier try of this very commit whose answer was lost.
  if (failed.some(({ reason }) => reason.row?.["by"] === act.commitId)) return { kind: "done", version };
  const outcome = failed.find(({ role }) => role.role === "outcome");
  if (outcome?.reason.row) return { kind: "repeated", outcome: outcome.reason.row };
  for (const { reason, role } of failed)
    if (role.role === "refusable") return { kind: "refused", refusal: role.refusal, row: reason.row };
  if (failed.length > 0) return { kind: "moved-on" };
  if (reasons.some((reason) => reason.code === "TransactionConflict" || reason.code === "Throttled")) return "again";
  throw new Error(
    `The table cancelled a transaction: ${reasons.map((reason) => reason.message ?? reason.code).join("; ")}`,
  );
}
