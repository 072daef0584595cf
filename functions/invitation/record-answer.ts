import type * as z from "zod/mini";
import { addressFault, addressSentence } from "#domain/address";
import type { Convocation } from "#domain/convocation";
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
  const faulty = faultyAddress(command);
  if (faulty) return faulty;
  if (command.email !== undefined && command.name === undefined && !isInvited(invitees, command.email))
    return refused("name-needed", "Give the name that belongs to the address.");
  const later = notNow(standing);
  if (later) return later;
  const asked = { delegation, invitees, nominations, revision: convocation.revision, closed: closedParts(convocation) };
  const decided = decideRecorded(
    command,
    asked,
    act.now,
    command.people === undefined ? {} : modalitiesOf(convocation),
  );
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  return writeAnswer(tables, act, {
    view,
    convocation,
    kind: decided.kind,
    heard: decided.heard,
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

function faultyAddress({ email, people = [] }: z.infer<typeof recordAnswer.schema>): Outcome | undefined {
  for (const { whose, address } of [
    { whose: "The e-mail address", address: email },
    ...people.map((person) => ({ whose: `The e-mail address of ${person.name}`, address: person.email })),
  ]) {
    const fault = address === undefined ? undefined : addressFault(address);
    if (fault) return refused("address", `${whose} ${addressSentence(fault)}.`, { field: "email", fault });
  }
  return undefined;
}

/** How each part takes place, as it stands. */
function modalitiesOf({ parts }: Convocation) {
  return Object.fromEntries(parts.map(({ id, modality }) => [id, modality]));
}
