import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A step's instant came and its pages were handed out. Published by reminder at a step. */
export const reminderStepFired = fact(
  "reminder.step-fired.v1",
  { convocationId: id, step: id, revision: z.number(), pages: z.number() },
  { consumers: "none" },
);
