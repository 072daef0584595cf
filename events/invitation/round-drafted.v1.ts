import { fact, id } from "#events/envelope";

/** A round was drafted. Published by draft-round. */
export const invitationRoundDrafted = fact(
  "invitation.round-drafted.v1",
  { roundId: id, convocationId: id },
  { consumers: "none" },
);
