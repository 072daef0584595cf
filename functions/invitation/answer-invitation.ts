import type * as z from "zod/mini";
import { addressFault, addressSentence } from "#domain/address";
import { type Decided, type Delegation, decide, evolve } from "#domain/delegation";
import { isRefusal } from "#domain/refusal";
import type { answerInvitation } from "#events/commands/answer-invitation.v1";
import { answered, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { type DelegationView, type InviteeRow, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { queuedMail, urgentMail } from "#records/mail";
import { delegationRow, nominationRow, responseRow } from "./rows.ts";

type Command = z.infer<typeof answerInvitation.schema>;

/** Records what an invitee says, in one transaction with the response, the people named and the receipt. */
export const answerInvitationStep =
  ({ tables }: { tables: Tables }) =>
  async (command: Command, act: Act): Promise<Outcome> => {
    const view = await readDelegation(tables, command.delegationId);
    const invitee = view?.invitees.find(({ number }) => number === command.person);
    if (!view || !invitee) return refused("no-such-invitation", "There is no such invitation.");
    const fault = faultyAddress(command);
    if (fault) return fault;
    const { delegation } = view;
    if (command.expectedVersion !== undefined && command.expectedVersion !== delegation.v) return changedSince();
    const decided = decide(
      command.who,
      command.answer,
      { delegation, invitee, nominations: view.nominations },
      act.now,
    );
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    if (decided.facts.length === 0) return unchanged(tables, act, delegation.v);

    const before: Delegation = delegation;
    const after = decided.facts.reduce((state, fact) => evolve(state, fact, act.actor, act.now), before);
    const version = delegation.v + 1;
    const proposed = decided.facts.some((fact) => fact.type === "invitation.nomination-proposed.v1");
    const outcome = { accepted: true, unchanged: false, proposed, version } as const;
    const result = await commit(tables, act, {
      change: {
        before: view.head,
        after: delegationRow(
          { ...after, roundId: delegation.roundId, page: delegation.page, member: delegation.member },
          view.invitees.length,
        ),
      },
      puts: [
        ...decided.nominations.map((nomination) => nominationRow(delegation.id, nomination)),
        responseRow(delegation.id, said(command, invitee, decided, version, act)),
      ],
      moves: proposed
        ? []
        : [
            {
              update: {
                key: keys.invitee(delegation.id, invitee.number),
                set: { answer: command.answer.kind },
                when: [["epoch", "=", invitee.epoch]],
              },
              refusal: "link-replaced",
            },
          ],
      guards: [
        {
          key: keys.convocation(delegation.convocationId),
          when: [["state", "=", "convened"]],
          refusal: "meeting-over",
        },
      ],
      mails: [receipt(view, invitee, version, act.now)],
      facts: decided.facts,
      outcome,
    });
    return answered(result, act, outcome, (refusal) => {
      if (refusal === undefined) return changedSince();
      return refusal === "meeting-over"
        ? refused("meeting-over", "The meeting is over; the answer can no longer be changed.")
        : refused("no-such-invitation", "There is no such invitation.");
    });
  };

/** Kept like every other outcome: the same answer id, come late, must not undo what was said in between. */
async function unchanged(tables: Tables, act: Act, version: number): Promise<Outcome> {
  const outcome = { accepted: true, unchanged: true, version } as const;
  return answered(await commit(tables, act, { facts: [], outcome }), act, outcome, () => outcome);
}

function changedSince(): Outcome {
  return refused(
    "changed-since",
    "The answer was changed in the meantime, by you in another window or by a colleague. Please look at it again.",
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

function said({ who, answer }: Command, invitee: InviteeRow, decided: Decided, version: number, act: Act) {
  const proposed = decided.facts.some((fact) => fact.type === "invitation.nomination-proposed.v1");
  const reason = "reason" in answer ? answer.reason : undefined;
  return {
    version,
    who: act.actor,
    byName: who.kind === "other" ? who.name : invitee.name,
    at: act.now,
    channel: "link",
    kind: proposed ? "proposed" : answer.kind,
    names: decided.nominations
      .filter(({ state }) => state === "confirmed" || state === "proposed")
      .map(({ name }) => name),
    ...(reason !== undefined && { reason }),
  } as const;
}

/** The receipt goes to the address on file, whoever held the link: it is how a wrong answer is noticed. */
function receipt({ delegation }: DelegationView, invitee: InviteeRow, version: number, now: string) {
  return queuedMail(urgentMail(delegation.id, "receipt", String(version)), {
    kind: "receipt",
    to: { name: invitee.name, address: invitee.email },
    language: invitee.language,
    convocationId: delegation.convocationId,
    delegation: delegation.id,
    person: invitee.number,
    personId: invitee.personId,
    revision: 0,
    at: now,
    about: { version },
  });
}
