import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A round went to review with its audience frozen in pages. Published by submit-round. */
export const invitationRoundSubmitted = fact(
  "invitation.round-submitted.v1",
  {
    roundId: id,
    convocationId: id,
    pages: z.number(),
    delegations: z.number(),
    invitees: z.number(),
    hash: z.string(),
  },
  { consumers: "none" },
);
