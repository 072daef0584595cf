import { reminderStepFired } from "#events/reminder/step-fired.v1";
import type { Clock, Ids } from "#platform/clock";
import { commit } from "#platform/commit";
import { type Queues, sendAll } from "#platform/queues";
import { isBeforeRestore } from "#platform/restored";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { keys } from "#records/keys";
import { releasedRounds } from "#records/round";
import { stepSchema } from "#records/step";

interface Input {
  readonly convocationId: string;
  readonly step: string;
  readonly instant: string;
  readonly revision: number;
}

/**
 * A step's instant came: its pages are handed out, then it is marked as fired; the silent of a stopped or closed round are left in peace. A wake-up of an older revision finds another
 * one and does nothing. Nothing is decided here about who is reminded: that is decided when each mail leaves (design, rule 4).
 */
export const atStep =
  ({ tables, queues, clock, ids }: { tables: Tables; queues: Queues; clock: Clock; ids: Ids }) =>
  async ({ convocationId, step, instant, revision }: Input): Promise<void> => {
    if (isBeforeRestore(instant)) return;
    const held = await readConvocation(tables, convocationId);
    const row = await tables.get(keys.step(convocationId, step, instant, revision));
    if (!held || !row || held.convocation.planRevision !== revision || held.convocation.state !== "convened") return;
    const planned = stepSchema.parse(row);
    if (planned.state !== "planned") return;
    const rounds = (await releasedRounds(tables, convocationId)).filter(
      ({ state }) => planned.to === "registered" || state === "released",
    );
    const pages = rounds.flatMap((round) =>
      Array.from({ length: round.pages }, (_, page) => ({
        body: { convocationId, step, instant, revision, roundId: round.id, page },
      })),
    );
    await sendAll(queues, "PAGES_QUEUE_URL", pages);
    const act = { actor: "system:clock", door: "clock", now: clock.now(), commitId: ids.next() } as const;
    await commit(tables, act, {
      change: { before: row, after: { ...row, state: "fired" } },
      ledger: { pk: `${row.pk}#${row.sk}`, version: planned.v + 1 },
      facts: [reminderStepFired({ convocationId, step, revision, pages: pages.length })],
    });
  };
