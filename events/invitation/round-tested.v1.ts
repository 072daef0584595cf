import { fact, id, partyCode } from "#events/envelope";

/** A round's mail, as a party will read it, was sent to a colleague as a test. Published by test-round. */
export const invitationRoundTested = fact(
  "invitation.round-tested.v1",
  { roundId: id, convocationId: id, partyCode },
  { consumers: "none" },
);
