import * as z from "zod/mini";
import { busEvent } from "#platform/bus-event";
import { queueSteps } from "#platform/queue-steps";

/** One line of a noun's moments: which wake-up it is, its input, and the step that takes it. */
export interface MomentEntry {
  readonly moment: string;
  run(input: unknown): Promise<void>;
}
export function atMoment<S extends z.ZodMiniType>(
  moment: string,
  schema: S,
  step: (input: z.infer<S>) => Promise<void>,
): MomentEntry {
  return { moment, run: async (input) => step(schema.parse(input)) };
}

const wakeUp = z.looseObject({ moment: z.string() });

/** A noun's wake-ups from its queue, where the scheduler puts their input; with `facts`, also the facts that wake it, which a rule puts there. */
export function momentSteps(noun: string, entries: readonly MomentEntry[], facts?: (body: unknown) => Promise<void>) {
  return queueSteps(async (body) => {
    if (facts && busEvent.safeParse(body).success) return facts(body);
    const { moment } = wakeUp.parse(body);
    const entry = entries.find((candidate) => candidate.moment === moment);
    if (!entry) throw new Error(`${noun} has no step for the moment ${moment}.`);
    await entry.run(body);
  });
}
