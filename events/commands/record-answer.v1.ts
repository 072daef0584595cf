import * as z from "zod/mini";
import { command, id, line, partyCode } from "#events/envelope";
import { staffChannel } from "#events/invitation/answered.v1";

/**
 * Records an answer that a party gave by letter, by telephone or by note verbale. The rules of the answer page hold; after the
 * cut-off it is taken with a reason alone. A name, with or without its address, says who comes, or whose regret it is.
 */
export const recordAnswer = command(
  "record-answer.v1",
  { noun: "invitation", machines: "none", personal: true },
  {
    convocationId: id,
    party: partyCode,
    answer: z.enum(["come", "regret", "names-follow", "no-part"]),
    /** Without them, every part that the party is invited to. */
    parts: z.exactOptional(z.array(id)),
    name: z.exactOptional(line(120)),
    email: z.exactOptional(z.string().check(z.maxLength(320))),
    channel: staffChannel,
    /** Of the letter or note, as its sender or the registry numbers it. */
    reference: z.exactOptional(line(120)),
    reason: z.exactOptional(line(500)),
  },
);
