import * as z from "zod/mini";
import { day, partyCode } from "#events/envelope";

export const partyKind = z.enum([
  "partner-state",
  "governing-organisation",
  "partner-organisation",
  "invited-organisation",
  "secretariat",
  "guest",
]);
export const body = z.enum(["steering-committee"]);
/** A word of the dialogue's own, such as africa or horn-of-africa; which exist is the registry's data. */
export const region = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,39}$/));
const codes = z.exactOptional(z.array(partyCode).check(z.maxLength(200)));

/** Whom a part or a round is for: a union of rules, less the exceptions, resolved as of a day. */
export const audienceRule = z.strictObject({
  members: z.exactOptional(z.boolean()),
  observers: z.exactOptional(z.boolean()),
  bodies: z.exactOptional(z.array(body)),
  kinds: z.exactOptional(z.array(partyKind)),
  /** Every party of a kind that is an organisation; the secretariat is not invited by it. */
  organisations: z.exactOptional(z.boolean()),
  regions: z.exactOptional(z.array(region).check(z.maxLength(40))),
  /** Parties of which several things are true at once, such as the members in Africa. */
  groups: z.exactOptional(
    z
      .array(
        z
          .strictObject({
            membership: z.exactOptional(z.enum(["member", "observer"])),
            body: z.exactOptional(body),
            kind: z.exactOptional(partyKind),
            region: z.exactOptional(region),
          })
          .check(z.refine((group) => Object.keys(group).length > 0, "must name at least one thing")),
      )
      .check(z.maxLength(20)),
  ),
  parties: codes,
  /** Parties that come as guests, member or not. */
  guests: codes,
  except: codes,
  /** The day whose memberships and seats count; the day of the first session where none is named. */
  asOf: z.exactOptional(day),
});
