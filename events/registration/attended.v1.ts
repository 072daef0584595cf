import * as z from "zod/mini";
import { delegationId, fact, id, partyCode, personNumber } from "#events/envelope";

/** People of a party were marked as present or absent at a part, or how many of them came unregistered was counted (`walkIns`, all of them as they stand). Published by mark-attendance. */
export const registrationAttended = fact(
  "registration.attended.v1",
  {
    delegationId,
    convocationId: id,
    partyCode,
    part: id,
    present: z.array(personNumber),
    absent: z.array(personNumber),
    walkIns: z.exactOptional(z.number()),
  },
  { consumers: "none" },
);
