import * as z from "zod/mini";
import { delegationId, fact, id, personNumber } from "#events/envelope";

/** A registration ended because the person or the State no longer comes. Published by registration on invitation.answered. */
export const registrationCancelled = fact(
  "registration.cancelled.v1",
  { delegationId, convocationId: id, person: personNumber, sequence: z.number() },
  { consumers: "none" },
);
