import type * as z from "zod/mini";
import { addressFault, addressSentence } from "#domain/address";
import { decide } from "#domain/delegation";
import { isRefusal } from "#domain/refusal";
import type { answerInvitation } from "#events/commands/answer-invitation.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readDelegation } from "#records/delegation";
import { changedSince, writeAnswer } from "./write-answer.ts";

type Command = z.infer<typeof answerInvitation.schema>;

/** Records what an invitee says. Its receipt goes to the invitee, whoever held the link. */
export const answerInvitationStep =
  ({ tables }: { tables: Tables }) =>
  async (command: Command, act: Act): Promise<Outcome> => {
    const view = await readDelegation(tables, command.delegationId);
    const invitee = view?.invitees.find(({ number }) => number === command.person);
    if (!view || !invitee) return refused("no-such-invitation", "There is no such invitation.");
    const fault = faultyAddress(command);
    if (fault) return fault;
    const { delegation } = view;
    const { who, answer } = command;
    if (command.expectedVersion !== undefined && command.expectedVersion !== delegation.v) return changedSince();
    const decided = decide(who, answer, { delegation, invitee, nominations: view.nominations }, act.now);
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const reason = "reason" in answer ? answer.reason : undefined;
    return writeAnswer(tables, act, {
      view,
      kind: answer.kind,
      heard: [{ invitee, kind: answer.kind }],
      decided,
      said: {
        byName: who.kind === "other" ? who.name : invitee.name,
        channel: "link",
        ...(reason !== undefined && { reason }),
      },
      receipts: [invitee],
    });
  };

function faultyAddress({ who, answer }: Command): Outcome | undefined {
  const given = [
    ...(who.kind === "other" ? [{ field: "otherEmail", email: who.email }] : []),
    ...(answer.kind === "colleague" && answer.colleague.email !== undefined
      ? [{ field: "colleagueEmail", email: answer.colleague.email }]
      : []),
  ];
  for (const { field, email } of given) {
    const fault = addressFault(email);
    if (fault) return refused("address", `The e-mail address ${addressSentence(fault)}.`, { field, fault });
  }
  return undefined;
}
