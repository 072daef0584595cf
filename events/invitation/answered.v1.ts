import * as z from "zod/mini";
import { delegationId, fact, id, partyCode, personNumber } from "#events/envelope";

/** What a delegation says about one part. */
export const partAnswer = z.enum(["coming-named", "coming-unnamed", "regrets"]);
export type PartAnswer = z.infer<typeof partAnswer>;

/** How an answer reached the secretariat that did not come by a link. */
export const staffChannel = z.enum(["letter", "phone", "note-verbale"]);
export type StaffChannel = z.infer<typeof staffChannel>;

/** An answer was given by a link, or recorded by staff with its channel: for the delegation (`answers`), for a person (`nominations`, `withdrawn`), or both. Published by answer-invitation and record-answer; consumed by registration. */
export const invitationAnswered = fact("invitation.answered.v1", {
  delegationId,
  convocationId: id,
  partyCode,
  answers: z.array(z.object({ part: id, answer: partAnswer })),
  nominations: z.array(personNumber),
  withdrawn: z.array(personNumber),
  channel: z.exactOptional(staffChannel),
  /** The convocation's revision that was answered. */
  revision: z.exactOptional(z.number()),
});
