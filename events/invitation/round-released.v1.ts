import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A round was released: its pages may be expanded into delegations, invitees and mails. Published by release-round; consumed by invitation and reminder. */
export const invitationRoundReleased = fact("invitation.round-released.v1", {
  roundId: id,
  convocationId: id,
  pages: z.number(),
  hash: z.string(),
});
