import { fact, id } from "#events/envelope";

/** A round was closed: nobody of it is reminded any more to answer. Published by close-round; what reminds looks at the round. */
export const invitationRoundClosed = fact(
  "invitation.round-closed.v1",
  { roundId: id, convocationId: id },
  { consumers: "none" },
);
