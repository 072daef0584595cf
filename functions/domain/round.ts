import type { AudienceRule } from "#domain/audience";
import { type Refusal, refuse } from "#domain/refusal";
import { invitationRoundClosed } from "#events/invitation/round-closed.v1";
import { invitationRoundDrafted } from "#events/invitation/round-drafted.v1";
import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { invitationRoundReviewed } from "#events/invitation/round-reviewed.v1";
import { invitationRoundStopped } from "#events/invitation/round-stopped.v1";
import { invitationRoundSubmitted } from "#events/invitation/round-submitted.v1";
import { invitationRoundTested } from "#events/invitation/round-tested.v1";

/** In the order in which a round comes to them; a round may be stopped while it is sent, and closed once nobody is to be chased any more. */
export const roundStates = ["draft", "in-review", "reviewed", "released", "closed", "stopped"] as const;
export type RoundState = (typeof roundStates)[number];
/** Its mails were let go, whatever became of the round afterwards: who got one may answer, register and read. */
export const wasReleased = (state: RoundState) => state === "released" || state === "closed" || state === "stopped";

/** One wave of invitations. Once released, nothing changes of it but that it ends. */
export interface Round {
  readonly id: string;
  readonly convocationId: string;
  readonly state: RoundState;
  readonly template: "invitation";
  readonly audience: AudienceRule;
  readonly drafter: string;
  readonly reviewer: string | null;
  readonly releaser: string | null;
  /** The frozen audience: how many pages, whom they hold, and a hash over them. */
  readonly pages: number;
  readonly delegations: number;
  readonly invitees: number;
  readonly hash: string;
}
export interface Frozen {
  readonly pages: number;
  readonly delegations: number;
  readonly invitees: number;
  readonly hash: string;
}

type RoundFact = ReturnType<
  | typeof invitationRoundDrafted
  | typeof invitationRoundSubmitted
  | typeof invitationRoundReviewed
  | typeof invitationRoundReleased
  | typeof invitationRoundStopped
  | typeof invitationRoundClosed
  | typeof invitationRoundTested
>;
type Decision = { readonly facts: readonly RoundFact[] } | Refusal;

export type RoundCommand =
  | { readonly kind: "submit"; readonly frozen: Frozen; readonly alreadyInvited?: number }
  | { readonly kind: "review"; readonly hash: string }
  | { readonly kind: "release"; readonly hash: string }
  | { readonly kind: "stop" }
  | { readonly kind: "close" }
  | { readonly kind: "test"; readonly partyCode: string };

export function draft(asked: { roundId: string; convocationId: string }): { readonly facts: readonly RoundFact[] } {
  return { facts: [invitationRoundDrafted({ roundId: asked.roundId, convocationId: asked.convocationId })] };
}

/** Four eyes: whoever drafted neither reviews nor releases. One other person may do both. */
export function decide(command: RoundCommand, round: Round, actor: string): Decision {
  switch (command.kind) {
    case "submit":
      if (round.state !== "draft") return wrongState(round, "submit", "a draft");
      if (command.frozen.invitees === 0 && (command.alreadyInvited ?? 0) > 0)
        return refuse(
          "everybody-invited",
          `Nobody is left for round ${round.id}: ${command.alreadyInvited} parties of its audience are invited to the meeting already.`,
        );
      if (command.frozen.invitees === 0)
        return refuse(
          "nobody-to-invite",
          "The audience holds nobody who can be written to. Widen it, or import the parties' contacts first.",
        );
      return {
        facts: [invitationRoundSubmitted({ roundId: round.id, convocationId: round.convocationId, ...command.frozen })],
      };
    case "review":
      if (round.state !== "in-review") return wrongState(round, "review", "a round in review");
      if (actor === round.drafter) return fourEyes(round, "reviewed");
      if (command.hash !== round.hash) return otherAudience(round);
      return { facts: [invitationRoundReviewed({ roundId: round.id, convocationId: round.convocationId })] };
    case "release":
      return release(command.hash, round, actor);
    case "stop":
    case "close":
      return end(command.kind, round);
    case "test":
      // In a released round too: what somebody received can be looked at as it was.
      if (round.pages === 0) return wrongState(round, "test", "a round in review, reviewed or released");
      return { facts: [invitationRoundTested({ ...named(round), partyCode: command.partyCode })] };
  }
}

const named = (round: Round) => ({ roundId: round.id, convocationId: round.convocationId });

/** Whoever sees that something is wrong may stop a round, its drafter too. What is done already is no fact. */
function end(act: "stop" | "close", round: Round): Decision {
  if (round.state === (act === "stop" ? "stopped" : "closed")) return { facts: [] };
  if (act === "close") {
    if (round.state !== "released") return wrongState(round, "close", "a released round");
    return { facts: [invitationRoundClosed(named(round))] };
  }
  if (!wasReleased(round.state)) return wrongState(round, "stop", "a released round");
  return { facts: [invitationRoundStopped(named(round))] };
}

function release(hash: string, round: Round, actor: string): Decision {
  const machine = actor.startsWith("system:");
  if (machine && round.state === "in-review")
    return refuse(
      "needs-a-person",
      `Round ${round.id} was not reviewed yet. A person reviews it; then a machine may release it.`,
    );
  if (round.state !== "in-review" && round.state !== "reviewed")
    return wrongState(round, "release", "a round in review or reviewed");
  if (actor === round.drafter) return fourEyes(round, "released");
  if (hash !== round.hash) return otherAudience(round);
  // A person who releases what is in review has read it: review and release in one act.
  const reviewed =
    round.state === "in-review"
      ? [invitationRoundReviewed({ roundId: round.id, convocationId: round.convocationId })]
      : [];
  return {
    facts: [
      ...reviewed,
      invitationRoundReleased({
        roundId: round.id,
        convocationId: round.convocationId,
        pages: round.pages,
        hash: round.hash,
      }),
    ],
  };
}

export function evolve(round: Round, fact: RoundFact, actor: string): Round {
  switch (fact.type) {
    case "invitation.round-drafted.v1":
      return { ...round, state: "draft", drafter: actor };
    case "invitation.round-submitted.v1": {
      const { pages, delegations, invitees, hash } = fact.data;
      return { ...round, state: "in-review", pages, delegations, invitees, hash };
    }
    case "invitation.round-reviewed.v1":
      return { ...round, state: "reviewed", reviewer: actor };
    case "invitation.round-released.v1":
      return { ...round, state: "released", releaser: actor };
    case "invitation.round-stopped.v1":
      return { ...round, state: "stopped" };
    case "invitation.round-closed.v1":
      return { ...round, state: "closed" };
    case "invitation.round-tested.v1":
      return round;
  }
}

const done = {
  submit: "submitted",
  review: "reviewed",
  release: "released",
  stop: "stopped",
  close: "closed",
  test: "sent as a test",
} as const;
function wrongState(round: Round, act: keyof typeof done, needed: string): Refusal {
  const first = round.state === "draft" && (act === "review" || act === "release") ? " Submit it first." : "";
  return refuse(
    `already-${round.state}`,
    `Round ${round.id} is ${words[round.state]}; only ${needed} can be ${done[act]}.${first}`,
  );
}
const words: Record<Round["state"], string> = {
  draft: "still a draft",
  "in-review": "in review",
  reviewed: "reviewed",
  released: "already released",
  closed: "closed",
  stopped: "stopped",
};

function fourEyes(round: Round, act: string): Refusal {
  return refuse(
    "four-eyes",
    `Round ${round.id} is ${act} by somebody other than the person who drafted it. Ask a colleague.`,
  );
}
function otherAudience(round: Round): Refusal {
  return refuse(
    "other-audience",
    `The audience named is not the one that round ${round.id} holds (${round.invitees} invitees of ${round.delegations} delegations). Preview it again and name its hash.`,
    { hash: round.hash },
  );
}
