import * as z from "zod/mini";
import { command, day, id, line, partyCode } from "#events/envelope";

/** Ends the term of a party's focal point with a day, where nobody is named in their place; open invitations are no longer theirs to answer. */
export const endFocalPoint = command(
  "end-focal-point.v1",
  { noun: "dialogue", machines: "none", personal: true },
  { dialogueId: id, party: partyCode, rank: z.enum(["primary", "deputy"]), until: day, evidence: line(200) },
);
