import * as z from "zod/mini";
import { delegationId, fact, id } from "#events/envelope";

/** A delegation is at a revision of its meeting: what changed since it was told last stands in its row, and its invitees have their mails. Published by the pages of invitation; consumed by registration. */
export const invitationDelegationTold = fact("invitation.delegation-told.v1", {
  delegationId,
  convocationId: id,
  revision: z.number(),
});
