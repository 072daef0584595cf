import * as z from "zod/mini";
import { delegationId, fact, id, personNumber } from "#events/envelope";

/** A person is registered for parts of a convocation, or their parts changed. Published by registration on invitation.answered. */
export const registrationRegistered = fact(
  "registration.registered.v1",
  { delegationId, convocationId: id, person: personNumber, parts: z.array(id), sequence: z.number() },
  { consumers: "none" },
);
