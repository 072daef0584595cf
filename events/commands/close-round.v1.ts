import { command, id } from "#events/envelope";

/** Closes a released round: nobody of it is reminded any more to answer. Answers are taken all the same until the cut-off. */
export const closeRound = command("close-round.v1", { noun: "invitation", machines: "trusted" }, { roundId: id });
