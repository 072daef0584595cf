import * as z from "zod/mini";
import { command, day, id, language, line, partyCode } from "#events/envelope";

/**
 * Names a party's focal point of a rank from a day on, by the reference of the letter or note that says so. Who held it until
 * then ends the day before, and the new one takes over the open invitations. It holds a name and an address: a person's act.
 */
export const changeFocalPoint = command(
  "change-focal-point.v1",
  { noun: "dialogue", machines: "none", personal: true },
  {
    dialogueId: id,
    party: partyCode,
    rank: z.enum(["primary", "deputy"]),
    name: line(120),
    email: z.string().check(z.maxLength(320)),
    language,
    since: day,
    evidence: line(200),
  },
);
