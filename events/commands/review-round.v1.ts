import * as z from "zod/mini";
import { command, id } from "#events/envelope";

/** Says that a round in review is right. Not the drafter, and not a machine. `hash` names the audience that was read. */
export const reviewRound = command(
  "review-round.v1",
  { noun: "invitation", machines: "none" },
  { roundId: id, hash: z.string() },
);
