import * as z from "zod/mini";
import { attendsByPart } from "#events/attends";
import { command, delegationId, id, line, personNumber } from "#events/envelope";

const named = z.strictObject({ name: line(120), email: z.exactOptional(z.string().check(z.maxLength(320))) });
/** By part, where a hybrid one leaves it to the person. */
const how = z.exactOptional(attendsByPart);

/** Records what an invitee says, from the answer page. `expectedVersion` is the delegation as the page showed it. */
export const answerInvitation = command(
  "answer-invitation.v1",
  { noun: "invitation", machines: "none", personal: true },
  {
    /** The meeting's revision that whoever answers has seen; without it, the one that the delegation was told of. */
    revision: z.exactOptional(z.number()),
    delegationId,
    person: personNumber,
    who: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("self") }),
      z.strictObject({ kind: z.literal("other"), name: line(120), email: z.string().check(z.maxLength(320)) }),
    ]),
    answer: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("come"), parts: z.array(id), attends: how }),
      z.strictObject({ kind: z.literal("regret"), reason: z.exactOptional(line(500)) }),
      z.strictObject({ kind: z.literal("colleague"), parts: z.array(id), colleague: named, attends: how }),
      z.strictObject({ kind: z.literal("names-follow"), parts: z.array(id) }),
      z.strictObject({ kind: z.literal("no-part"), reason: z.exactOptional(line(500)) }),
    ]),
  },
);
