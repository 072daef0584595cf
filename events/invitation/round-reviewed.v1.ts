import { fact, id } from "#events/envelope";

/** Somebody other than the drafter read the round and found it right. Published by review-round. */
export const invitationRoundReviewed = fact(
  "invitation.round-reviewed.v1",
  { roundId: id, convocationId: id },
  { consumers: "none" },
);
