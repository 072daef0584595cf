import { delegationId, fact, id, partyCode, personNumber } from "#events/envelope";

/** Somebody who holds a forwarded link proposed themselves; the focal point or the secretariat decides. Published by answer-invitation. */
export const invitationNominationProposed = fact(
  "invitation.nomination-proposed.v1",
  { delegationId, convocationId: id, partyCode, nomination: personNumber },
  { consumers: "none" },
);
