import * as z from "zod/mini";
import { factsByType } from "#events/catalogue";
import { FACT_SOURCE } from "#events/envelope";
import { busEvent } from "#platform/bus-event";
import type { Clock, Ids } from "#platform/clock";
import type { Act } from "#platform/commit";
import { queueSteps } from "#platform/queue-steps";

type Contract = { readonly type: string; readonly schema: z.ZodMiniType };
type FactOf<C> = C extends { schema: infer S extends z.ZodMiniType } ? z.infer<S> : never;
export type FactStep<C> = (fact: FactOf<C>, act: Act) => Promise<void>;

/** One line of a noun's dispatch map: the fact's contract and the step that takes it. */
export interface FactEntry {
  readonly type: string;
  run(detail: unknown, act: Act): Promise<void>;
}
export function onFact<C extends Contract>(contract: C, step: FactStep<C>): FactEntry;
export function onFact(contract: Contract, step: (fact: unknown, act: Act) => Promise<void>): FactEntry {
  return { type: contract.type, run: async (detail, act) => step(contract.schema.parse(detail), act) };
}

const identified = z.object({ id: z.string() });

/**
 * A noun's facts from its queue, one by one. Facts arrive at least once and in any order: a step reconciles from the rows.
 * The commit id is the fact's own id and the step's noun, so a repeat that follows a lost answer knows itself.
 */
export function factTaker(noun: string, entries: readonly FactEntry[], { clock, ids }: { clock: Clock; ids: Ids }) {
  return async (body: unknown): Promise<void> => {
    const event = busEvent.parse(body);
    if (event.source !== FACT_SOURCE)
      throw new Error(`An event of the source ${event.source} came where only our own facts may.`);
    const entry = entries.find((candidate) => candidate.type === event["detail-type"]);
    if (!entry)
      throw new Error(
        `${noun} has no step for ${event["detail-type"]}${factsByType.has(event["detail-type"]) ? "; its rule lists too much" : ", which is in no catalogue"}.`,
      );
    const { id } = identified.parse(event.detail);
    await entry.run(event.detail, {
      actor: `system:${noun}`,
      door: "fact",
      now: clock.now(),
      commitId: `${id}.${ids.next()}`,
    });
  };
}

/** The same from a queue that holds nothing else. */
export function factSteps(...facts: Parameters<typeof factTaker>) {
  return queueSteps(factTaker(...facts));
}
