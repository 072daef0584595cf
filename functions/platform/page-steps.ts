import type * as z from "zod/mini";
import { queueSteps } from "#platform/queue-steps";

/** A noun's pages from its queue: each a number that the planner handed out. */
export function pageSteps<S extends z.ZodMiniType>(schema: S, step: (page: z.infer<S>) => Promise<void>) {
  return queueSteps(async (body) => step(schema.parse(body)));
}
