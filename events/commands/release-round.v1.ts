import * as z from "zod/mini";
import { command, id } from "#events/envelope";

/** Releases a round: its mails leave. Not the drafter; a trusted machine only what a person has reviewed. `hash` names the frozen audience. */
export const releaseRound = command(
  "release-round.v1",
  { noun: "invitation", machines: "trusted" },
  { roundId: id, hash: z.string() },
);
