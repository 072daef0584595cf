import type { Convocation } from "#domain/convocation";
import { type Answer, type Decided, type Delegation, evolve } from "#domain/delegation";
import { answered, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import { count } from "#platform/metrics";
import type { Tables } from "#platform/table";
import type { DelegationView, InviteeRow } from "#records/delegation";
import { keys } from "#records/keys";
import { queuedMail, urgentMail } from "#records/mail";
import { delegationRow, nominationRow, responseRow, type Said } from "./rows.ts";

export interface Given {
  readonly view: DelegationView;
  /** As it was read; whoever answers while it changes is looked at again. */
  readonly convocation: Convocation;
  readonly kind: Answer["kind"];
  /** Whose own answer it is: of the link through which it came, or of whom staff recorded it for. */
  readonly heard: readonly { readonly invitee: InviteeRow; readonly kind: Answer["kind"] }[];
  readonly decided: Decided;
  /** Who said it and how, for the page and the receipt. */
  readonly said: Pick<Said, "byName" | "channel" | "reference" | "reason" | "revision">;
  /** To whom its receipt goes; one mail each. */
  readonly receipts: readonly InviteeRow[];
}

/** A transaction holds a hundred items: people, receipts and links, with room for the delegation, the response, the fact and the outcome. */
const MOST_AT_ONCE = 90;

export const isProposal = ({ facts }: Decided) =>
  facts.some((fact) => fact.type === "invitation.nomination-proposed.v1");

/** Writes an answer in one transaction with the response, the people named and the receipts; where it changes nothing, its outcome alone. Undefined where delegation or meeting changed meanwhile. */
export async function writeAnswer(tables: Tables, asked: Act, given: Given): Promise<Outcome | undefined> {
  // The version that was seen is compared where the answer is decided: being told of a change is a new version and no answer.
  const { expectedVersion: _, ...act } = asked;
  const { view, convocation, decided } = given;
  const { delegation } = view;
  if (decided.facts.length === 0) return unchanged(tables, act, delegation.v);
  const before: Delegation = delegation;
  const after = decided.facts.reduce((state, fact) => evolve(state, fact, act.actor, act.now), before);
  const version = delegation.v + 1;
  if (decided.nominations.length + given.receipts.length + given.heard.length > MOST_AT_ONCE)
    return refused(
      "too-many-at-once",
      `This changes ${decided.nominations.length} people at once; one answer changes ${MOST_AT_ONCE - 10} at most. Record some of them first, and then the others beside them.`,
    );
  const proposed = isProposal(decided);
  const outcome = { accepted: true, unchanged: false, proposed, version } as const;
  const result = await commit(tables, act, {
    change: {
      before: view.head,
      after: delegationRow(
        {
          ...after,
          roundId: delegation.roundId,
          page: delegation.page,
          member: delegation.member,
          rev: delegation.rev,
        },
        view.invitees.length,
      ),
    },
    puts: [
      ...decided.nominations.map((nomination) => nominationRow(delegation.id, nomination)),
      responseRow(delegation.id, {
        ...given.said,
        version,
        who: act.actor,
        at: act.now,
        kind: proposed ? "proposed" : given.kind,
        names: decided.nominations
          .filter(({ state }) => state === "confirmed" || state === "proposed")
          .map(({ name }) => name),
      }),
    ],
    moves: proposed
      ? []
      : given.heard.map(({ invitee, kind }) => ({
          update: {
            key: keys.invitee(delegation.id, invitee.number),
            set: { answer: kind },
            when: [["epoch", "=", invitee.epoch]],
          },
          refusal: "link-replaced",
        })),
    guards: [
      {
        key: keys.convocation(delegation.convocationId),
        when: [
          ["state", "=", "convened"],
          ["revision", "=", convocation.revision],
        ],
        refusal: MOVED,
      },
    ],
    mails: given.receipts.map((to) => receipt(given, to, version, act.now)),
    facts: decided.facts,
    outcome,
  });
  if (result.kind === "done" && isSilent(before) && !isSilent(after)) count("Answered");
  if (result.kind === "moved-on" || (result.kind === "refused" && result.refusal === MOVED)) return undefined;
  return answered(result, act, outcome, () => refused("no-such-invitation", "There is no such invitation."));
}
const MOVED = "meeting-moved-on";

const isSilent = ({ parts }: Delegation) => Object.values(parts).every(({ status }) => status === "unanswered");

/** Kept like every other outcome: the same answer id, come late, must not undo what was said in between. */
async function unchanged(tables: Tables, act: Act, version: number): Promise<Outcome> {
  const outcome = { accepted: true, unchanged: true, version } as const;
  return answered(await commit(tables, act, { facts: [], outcome }), act, outcome, () => outcome);
}

export function changedSince(): Outcome {
  return refused(
    "changed-since",
    "The answer was changed in the meantime, by you in another window or by a colleague. Please look at it again.",
  );
}

/** A receipt goes to an address on file, whoever answered: it is how a wrong answer is noticed. */
function receipt({ view: { delegation }, receipts }: Given, to: InviteeRow, version: number, now: string) {
  const number = receipts.length === 1 ? String(version) : `${version}${to.number}`;
  return queuedMail(urgentMail(delegation.id, "receipt", number), {
    kind: "receipt",
    to: { name: to.name, address: to.email },
    language: to.language,
    convocationId: delegation.convocationId,
    delegation: delegation.id,
    person: to.number,
    personId: to.personId,
    revision: 0,
    at: now,
    about: { version },
  });
}
