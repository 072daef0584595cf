import type * as z from "zod/mini";
import { addressFault, addressSentence } from "#domain/address";
import { decide } from "#domain/delegation";
import { isRefusal } from "#domain/refusal";
import { closedParts, isStale } from "#domain/told";
import type { answerInvitation } from "#events/commands/answer-invitation.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { lookAgain, notNow, type Standing } from "./look-again.ts";
import { writeAnswer } from "./write-answer.ts";

type Command = z.infer<typeof answerInvitation.schema>;

/** Records what an invitee says. Its receipt goes to the invitee, whoever held the link. */
export const answerInvitationStep =
  ({ tables }: { tables: Tables }) =>
  async (command: Command, act: Act): Promise<Outcome> => {
    const nobody = "There is no such invitation.";
    const { delegationId, expectedVersion } = command;
    return lookAgain(tables, act, delegationId, { expected: expectedVersion, nobody }, (standing, current) =>
      answered(tables, current, command, standing),
    );
  };

async function answered(tables: Tables, act: Act, command: Command, standing: Standing): Promise<Outcome | undefined> {
  const { view, convocation } = standing;
  const { who, answer } = command;
  const invitee = view.invitees.find(({ number }) => number === command.person);
  if (!invitee) return refused("no-such-invitation", "There is no such invitation.");
  const { delegation, nominations } = view;
  const revision = command.revision ?? delegation.rev;
  const fault = faultyAddress(command) ?? notNow(standing);
  if (fault) return fault;
  if (isStale(convocation, Object.keys(delegation.parts), revision)) return meetingChanged();
  const before = { delegation, invitee, nominations, revision, closed: closedParts(convocation) };
  const decided = decide(who, answer, before, act.now);
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  const reason = "reason" in answer ? answer.reason : undefined;
  return writeAnswer(tables, act, {
    view,
    convocation,
    kind: answer.kind,
    heard: [{ invitee, kind: answer.kind }],
    decided,
    said: {
      byName: who.kind === "other" ? who.name : invitee.name,
      channel: "link",
      ...(reason !== undefined && { reason }),
      revision,
    },
    receipts: [invitee],
  });
}

/** Whoever answers has seen a date that is no longer the meeting's: an answer to it says nothing about the new one. */
function meetingChanged(): Outcome {
  return refused(
    "meeting-changed",
    "The meeting changed in the meantime, and nothing was recorded. Please look at it again and answer then.",
  );
}

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
