import { command, id } from "#events/envelope";

/** Stops a round while it is being sent: what has not left is cancelled. Anybody of the secretariat may, the drafter too; asked again, it is done already. */
export const stopRound = command("stop-round.v1", { noun: "invitation", machines: "trusted" }, { roundId: id });
