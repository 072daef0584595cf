import * as z from "zod/mini";
import { day, fact, id, partyCode } from "#events/envelope";

/**
 * A party has another focal point of this rank from a day on, or none (`person` null). `previous` are those who held it until
 * then. Published by change-focal-point and end-focal-point; consumed by invitation, which gives the new one the place.
 */
export const dialogueFocalPointChanged = fact("dialogue.focal-point-changed.v1", {
  dialogueId: id,
  party: partyCode,
  rank: z.enum(["primary", "deputy"]),
  previous: z.array(id),
  person: z.nullable(id),
  since: day,
});
