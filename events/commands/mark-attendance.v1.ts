import * as z from "zod/mini";
import { attends } from "#events/attends";
import { capacity } from "#events/capacity";
import { command, id, partyCode, personNumber } from "#events/envelope";

/**
 * Records who of a party was at a part of a meeting, from its first session on: persons by number, all who are registered for it, or
 * how many came unregistered; one of the three. Told again it is corrected. Who was there is personal: a person's act, at the gateway.
 */
export const markAttendance = command(
  "mark-attendance.v1",
  { noun: "registration", machines: "none", personal: true },
  {
    convocationId: id,
    part: id,
    party: partyCode,
    persons: z.exactOptional(z.array(personNumber).check(z.minLength(1), z.maxLength(90))),
    all: z.exactOptional(z.literal(true)),
    /** The number as it stands, of one Capacity and one way to attend; 0 takes it off. */
    walkIns: z.exactOptional(
      z.strictObject({ count: z.int().check(z.gte(0), z.lte(1000)), capacity: z.exactOptional(capacity) }),
    ),
    absent: z.exactOptional(z.boolean()),
    /** How they attended, where it was not as they had said. */
    attends: z.exactOptional(attends),
  },
);
