import type * as z from "zod/mini";
import { addressFault, addressSentence } from "#domain/address";
import { decideRecorded, focalPoints } from "#domain/recorded-answer";
import { isRefusal } from "#domain/refusal";
import type { recordAnswer } from "#events/commands/record-answer.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { environmentTexts } from "#platform/environment";
import type { Tables } from "#platform/table";
import { readConvocation, readInvited } from "#records/convocation";
import { readDelegation } from "#records/delegation";
import { changedSince, writeAnswer } from "./write-answer.ts";

/** Records an answer that came by letter, telephone or note. Its receipts go to the party's focal points, who see by whom and how. */
export const recordAnswerStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof recordAnswer.schema>, act: Act): Promise<Outcome> => {
    const did = await readInvited(tables, command.convocationId, command.party);
    const view = did === undefined ? undefined : await readDelegation(tables, did);
    if (!view) return refused("no-such-invitation", `${command.party} was not invited to ${command.convocationId}.`);
    const faulty = faultyAddress(command);
    if (faulty) return faulty;
    if (command.email !== undefined && command.name === undefined && !isInvited(view.invitees, command.email))
      return refused("name-needed", "Give the name that belongs to the address.");
    const { delegation, invitees, nominations } = view;
    if (command.expectedVersion !== undefined && command.expectedVersion !== delegation.v) return changedSince();
    const decided = decideRecorded(
      command,
      { delegation, invitees, nominations },
      act.now,
      command.people === undefined ? {} : await modalitiesOf(tables, command.convocationId),
    );
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    return writeAnswer(tables, act, {
      view,
      kind: decided.kind,
      heard: decided.heard,
      decided,
      said: {
        byName: environmentTexts("SECRETARIAT_NAME").en,
        channel: command.channel,
        ...(command.reference !== undefined && { reference: command.reference }),
        ...(command.reason !== undefined && { reason: command.reason }),
      },
      receipts: focalPoints(invitees),
    });
  };

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
async function modalitiesOf(tables: Tables, convocationId: string) {
  const held = await readConvocation(tables, convocationId);
  return Object.fromEntries((held?.convocation.parts ?? []).map(({ id, modality }) => [id, modality]));
}
