import * as z from "zod/mini";
import { command, id, language, partyCode } from "#events/envelope";

/**
 * Sends a round's mail, as the first invitee of a party will read it, to a colleague: marked as a test, its link dead. `to` is
 * an address, or `me` where the sign-in name is one. Without a party, the first of the audience; without a language, the invitee's.
 */
export const testRound = command(
  "test-round.v1",
  { noun: "invitation", machines: "none", personal: true },
  {
    roundId: id,
    to: z.string().check(z.minLength(1), z.maxLength(320)),
    party: z.exactOptional(partyCode),
    language: z.exactOptional(language),
  },
);
