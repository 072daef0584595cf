import * as z from "zod/mini";
import { delegationId, fact, id, partyCode, personNumber } from "#events/envelope";

/**
 * An invitee's link was switched off because somebody else is the party's focal point, or nobody is; by their numbers in the
 * delegation. Published by invitation on dialogue.focal-point-changed, and by a page of a round that was frozen before.
 */
export const invitationFocalPointReplaced = fact(
  "invitation.focal-point-replaced.v1",
  {
    delegationId,
    convocationId: id,
    partyCode,
    former: personNumber,
    successor: z.nullable(personNumber),
  },
  { consumers: "none" },
);
