import { fact, id } from "#events/envelope";

/** A round was stopped: what had not left of it is cancelled. Published by stop-round; consumed by mail. */
export const invitationRoundStopped = fact("invitation.round-stopped.v1", { roundId: id, convocationId: id });
