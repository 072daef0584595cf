import type { Tables } from "#platform/table";
import { keys } from "#records/keys";

/** How long one run may take; a run that died is taken over afterwards. Longer than the function's own time. */
const LEASE_MILLISECONDS = 120_000;
const MOST_TRIES = 20;
/** After so long no further run is begun: pages of a large round may open for longer than the function may take. */
const LONGEST_MILLISECONDS = 10_000;

interface Turn {
  readonly run: () => Promise<void>;
  /** Sees to it that somebody looks later, in place of this one. */
  readonly later: () => Promise<void>;
  readonly milliseconds: () => number;
}

/**
 * One pump at a time. Who comes while another runs leaves word and goes: the one that runs looks once more before it ends,
 * or leaves it to a later one where it has run for long. So no page is handed out twice, and none is overlooked. Throws what
 * the run throws, and lets go first.
 */
export async function inTurn(tables: Tables, owner: string, turn: Turn): Promise<void> {
  const began = turn.milliseconds();
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const taken = await take(tables, { owner, now: began });
    if (taken === "word-left") return;
    if (taken === "mine") return untilNothingCame(tables, owner, began, turn);
  }
  throw new Error(`The pump's turn changed ${MOST_TRIES} times while this run asked for it; it is tried again.`);
}

const key = keys.pump();

async function take(
  tables: Tables,
  { owner, now }: { owner: string; now: number },
): Promise<"mine" | "word-left" | "changed"> {
  const row = await tables.get(key);
  const held = row?.["owner"];
  const lease = now + LEASE_MILLISECONDS;
  // Taken by a try of ours whose answer was lost.
  if (held === owner) return "mine";
  if (!row) return (await tables.put({ ...key, until: 0, owner, lease }, [["pk", "absent"]])) ? "mine" : "changed";
  if (typeof held !== "string")
    return (await tables.update({ key, set: { owner, lease }, when: [["owner", "absent"]] })) ? "mine" : "changed";
  if (Number(row["lease"]) < now)
    return (await tables.update({ key, set: { owner, lease }, when: [["owner", "=", held]] })) ? "mine" : "changed";
  return (await tables.update({ key, set: { again: owner }, when: [["owner", "=", held]] })) ? "word-left" : "changed";
}

async function untilNothingCame(
  tables: Tables,
  owner: string,
  began: number,
  { run, later, milliseconds }: Turn,
): Promise<void> {
  const mine = ["owner", "=", owner] as const;
  for (;;) {
    try {
      await run();
    } catch (error) {
      await tables.update({ key, remove: ["owner", "lease"], when: [mine] });
      throw error;
    }
    if (await tables.update({ key, remove: ["owner", "lease"], when: [mine, ["again", "absent"]] })) return;
    if (milliseconds() - began > LONGEST_MILLISECONDS) {
      await later();
      await tables.update({ key, remove: ["owner", "lease", "again"], when: [mine] });
      return;
    }
    if (!(await tables.update({ key, remove: ["again"], when: [mine] }))) return;
  }
}
