import { command, id } from "#events/envelope";

/** Sends a drafted round to review: its audience is resolved and frozen. */
export const submitRound = command("submit-round.v1", { noun: "invitation", machines: "any" }, { roundId: id });
