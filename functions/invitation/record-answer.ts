import type * as z from "zod/mini";
import { addressFault, addressSentence } from "#domain/address";
import { decideRecorded, focalPoints } from "#domain/recorded-answer";
import { isRefusal } from "#domain/refusal";
import { closedParts } from "#domain/told";
import type { recordAnswer } from "#events/commands/record-answer.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { environmentTexts } from "#platform/environment";
import type { Tables } from "#platform/table";
import { readInvited } from "#records/convocation";
import { lookAgain, notNow, type Standing } from "./look-again.ts";
import { writeAnswer } from "./write-answer.ts";

type Command = z.infer<typeof recordAnswer.schema>;

/** Records an answer that came by letter, telephone or note. Its receipts go to the party's focal points, who see by whom and how. */
export const recordAnswerStep =
  ({ tables }: { tables: Tables }) =>
  async (command: Command, act: Act): Promise<Outcome> => {
    const did = await readInvited(tables, command.convocationId, command.party);
    const nobody = `${command.party} was not invited to ${command.convocationId}.`;
    return lookAgain(tables, act, did, { expected: command.expectedVersion, nobody }, (standing, current) =>
      recorded(tables, current, command, standing),
    );
  };

async function recorded(tables: Tables, act: Act, command: Command, standing: Standing): Promise<Outcome | undefined> {
  const { view, convocation } = standing;
  const { delegation, invitees, nominations } = view;
  const fault = command.email === undefined ? undefined : addressFault(command.email);
  if (fault) return refused("address", `The e-mail address ${addressSentence(fault)}.`, { field: "email", fault });
  if (command.email !== undefined && command.name === undefined && !isInvited(invitees, command.email))
    return refused("name-needed", "Give the name that belongs to the address.");
  const later = notNow(standing);
  if (later) return later;
  const asked = { delegation, invitees, nominations, revision: convocation.revision, closed: closedParts(convocation) };
  const decided = decideRecorded(command, asked, act.now);
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  return writeAnswer(tables, act, {
    view,
    convocation,
    invitee: decided.invitee,
    answer: decided.answer,
    decided,
    said: {
      revision: convocation.revision,
      byName: environmentTexts("SECRETARIAT_NAME").en,
      channel: command.channel,
      ...(command.reference !== undefined && { reference: command.reference }),
      ...(command.reason !== undefined && { reason: command.reason }),
    },
    receipts: focalPoints(invitees),
  });
}

const isInvited = (invitees: readonly { email: string }[], email: string) =>
  invitees.some((invitee) => invitee.email.toLowerCase() === email.toLowerCase());
