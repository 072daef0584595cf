import * as z from "zod/mini";
import { attends } from "#events/attends";
import { capacity } from "#events/capacity";
import { command, id, line, partyCode } from "#events/envelope";
import { staffChannel } from "#events/invitation/answered.v1";

const address = z.string().check(z.maxLength(320));
const person = z.strictObject({
  name: line(120),
  email: z.exactOptional(address),
  capacity: z.exactOptional(capacity),
  attends: z.exactOptional(attends),
  parts: z.exactOptional(z.array(id)),
});

/**
 * Records an answer that a party gave by letter, by telephone or by note verbale. The rules of the answer page hold; after the
 * cut-off it is taken with a reason alone. A name, with or without its address, says who comes, or whose regret it is; `people` are
 * all who come, at once, in the place of who was named before, or with `add` beside them. Who has no address is registered on behalf: nobody is written to for them.
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
    email: z.exactOptional(address),
    people: z.exactOptional(z.array(person).check(z.minLength(1), z.maxLength(60))),
    add: z.exactOptional(z.boolean()),
    channel: staffChannel,
    /** Of the letter or note, as its sender or the registry numbers it. */
    reference: z.exactOptional(line(120)),
    reason: z.exactOptional(line(500)),
  },
);
