import * as z from "zod/mini";
import { delegationId, fact, id, partyCode } from "#events/envelope";

/** A delegation may send more or fewer people to a part: in all before and after, null where nobody counts. Nobody is told of it. */
export const invitationQuotaChanged = fact(
  "invitation.quota-changed.v1",
  {
    delegationId,
    convocationId: id,
    partyCode,
    part: id,
    before: z.nullable(z.number()),
    after: z.nullable(z.number()),
  },
  { consumers: "none" },
);
