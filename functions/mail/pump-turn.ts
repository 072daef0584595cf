import type { Tables } from "#platform/table";
import { keys } from "#records/keys";

/** How long one run may take; a run that died is taken over afterwards. Longer than the function's own time. */
const LEASE_MILLISECONDS = 120_000;
const MOST_TRIES = 20;

/**
 * One pump at a time. Who comes while another runs leaves word and goes: the one that runs looks once more before it ends.
 * So no page is handed out twice, and none is overlooked. Throws what the run throws, and lets go first.
 */
export async function inTurn(
  tables: Tables,
  me: { owner: string; now: number },
  run: () => Promise<void>,
): Promise<void> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const turn = await take(tables, me);
    if (turn === "word-left") return;
    if (turn === "mine") return untilNothingCame(tables, me.owner, run);
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

async function untilNothingCame(tables: Tables, owner: string, run: () => Promise<void>): Promise<void> {
  const mine = ["owner", "=", owner] as const;
  for (;;) {
    try {
      await run();
    } catch (error) {
      await tables.update({ key, remove: ["owner", "lease"], when: [mine] });
      throw error;
    }
    if (await tables.update({ key, remove: ["owner", "lease"], when: [mine, ["again", "absent"]] })) return;
    if (!(await tables.update({ key, remove: ["again"], when: [mine] }))) return;
  }
}
