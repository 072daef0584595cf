import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** The reminder steps of a convocation's revision have their instants. Published by reminder on invitation.round-released. */
export const reminderStepsPlanned = fact(
  "reminder.steps-planned.v1",
  { convocationId: id, revision: z.number(), planned: z.array(z.string()), skipped: z.array(z.string()) },
  { consumers: "none" },
);
