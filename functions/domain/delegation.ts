import { ofParts } from "#domain/attends";
import { type Instant, isAfter } from "#domain/instant";
import { active, isDropped, isFull, same, tooManyPeople, wantedNomination } from "#domain/nomination";
import type { Quota } from "#domain/part";
import { indexOfPerson, personNumber } from "#domain/person-number";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import type { AttendsByPart } from "#events/attends";
import type { Capacity } from "#events/capacity";
import type { Language } from "#events/envelope";
import { invitationAnswered, type PartAnswer, type StaffChannel } from "#events/invitation/answered.v1";
import { invitationNominationProposed } from "#events/invitation/nomination-proposed.v1";

export type Status = "unanswered" | PartAnswer;
export interface PartState {
  readonly status: Status;
  readonly at: Instant | null;
  readonly by: string | null;
  /** The convocation's revision that was answered; the first where nothing is said. */
  readonly revision?: number;
  /** What had been said before a change that asks again. */
  readonly was?: { readonly status: PartAnswer; readonly at: Instant | null; readonly by: string | null };
}
/** A party's answer and people for one convocation, by part. Holds the parts it is invited to, no others. */
export interface Delegation {
  readonly id: string;
  readonly convocationId: string;
  readonly partyCode: string;
  readonly parts: { readonly [part: string]: PartState };
  /** Parts that take place and have no answer; while there are any, the delegation is silent and may be reminded. */
  readonly open: number;
  /** The convocation's revision that its people were told of; the first where nothing is said. */
  readonly rev?: number;
  /** People numbered so far, invitees and nominees together. */
  readonly people: number;
  readonly cutOff: Instant;
  /** How many it may send to a part, where anybody counts. */
  readonly quota?: { readonly [part: string]: Quota };
}
export interface Invitee {
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  /** Sets the State's answer: a focal point or a functional mailbox. Anybody else's answer concerns that person. */
  readonly entitled: boolean;
  /** A mailbox, not a person: whoever comes from it gives a name. */
  readonly functional: boolean;
  /** What came through this link last; `none` while silent. */
  readonly answer: "none" | Answer["kind"];
  /** The numbers of the focal points before this one: what they named is this one's to change. */
  readonly predecessors?: readonly string[];
}
export interface Nomination {
  readonly number: string;
  readonly state: "proposed" | "accepted" | "confirmed" | "refused" | "withdrawn" | "replaced";
  readonly parts: readonly string[];
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
  /** The invitee through whose link it was made. */
  readonly through: string;
  /** Not stated for most: a link asks for names alone. */
  readonly capacity?: Capacity;
  /** By part, where it was said. */
  readonly attends?: AttendsByPart;
  /** Named by staff without an address: nobody is written to for them. */
  readonly onBehalf?: boolean;
  /** One of several whom a letter named: what comes through a link later does not replace them. */
  readonly listed?: boolean;
}
export interface Named {
  readonly name: string;
  readonly email?: string;
}
export type Answer =
  | { readonly kind: "come"; readonly parts: readonly string[]; readonly attends?: AttendsByPart }
  | { readonly kind: "regret"; readonly reason?: string }
  | {
      readonly kind: "colleague";
      readonly parts: readonly string[];
      readonly colleague: Named;
      readonly attends?: AttendsByPart;
    }
  | { readonly kind: "names-follow"; readonly parts: readonly string[] }
  | { readonly kind: "no-part"; readonly reason?: string };
export type Who = { readonly kind: "self" } | { readonly kind: "other"; readonly name: string; readonly email: string };

export interface Before {
  readonly delegation: Delegation;
  readonly invitee: Invitee;
  readonly nominations: readonly Nomination[];
  /** The convocation's revision that is answered. */
  readonly revision?: number;
  /** Parts of which no answer is taken now: postponed or cancelled. What was said of them stays. */
  readonly closed?: readonly string[];
  /** How staff heard of it; none for what came by a link. */
  readonly channel?: StaffChannel;
}
export type AnswerFact = ReturnType<typeof invitationAnswered | typeof invitationNominationProposed>;
export interface Decided {
  readonly facts: readonly AnswerFact[];
  /** Nominations that are new or changed, whole: the rows that hold the names, which no fact does. */
  readonly nominations: readonly Nomination[];
}

/** What an answer means for the State and for the people, or why it is not taken. */
export function decide(who: Who, answer: Answer, before: Before, now: Instant): Decided | Refusal {
  const { delegation } = before;
  if (isAfter(now, delegation.cutOff))
    return refuse("after-cut-off", "The time for answers is over. Please write to the secretariat.", {
      cutOff: delegation.cutOff,
    });
  return decideInTime(who, answer, before);
}

/** The same without a look at the clock. */
export function decideInTime(who: Who, answer: Answer, before: Before): Decided | Refusal {
  const { delegation, invitee } = before;
  if ("parts" in answer) {
    const foreign = answer.parts.find((part) => !Object.hasOwn(delegation.parts, part));
    if (foreign !== undefined)
      return refuse("not-invited-to-part", "The answer names a meeting that this invitation does not cover.", {
        part: foreign,
      });
    const closed = answer.parts.find((part) => before.closed?.includes(part));
    if (closed !== undefined)
      return refuse("part-not-open", "This meeting is postponed or cancelled; no answer is taken for it now.", {
        part: closed,
      });
    if (answer.parts.length === 0)
      return refuse("no-part-chosen", "Choose at least one of the meetings, or say that you do not take part.");
  }
  const speaksForState = invitee.entitled && (who.kind === "self" || invitee.functional);
  if (!speaksForState) return personal(who, answer, before);
  if (invitee.functional && who.kind === "self" && answer.kind === "come")
    return refuse(
      "name-needed",
      "This address is an office, not a person. Say who will come: choose “somebody else” and give the name.",
    );
  return forState(who, answer, before);
}

/** Somebody who does not speak for the State: they may propose themselves, or withdraw what they proposed. */
function personal(who: Who, answer: Answer, { delegation, invitee, nominations }: Before): Decided | Refusal {
  if (answer.kind !== "come")
    return refuse(
      "not-yours-to-answer",
      "Only the person invited can answer for the delegation. You can propose yourself as a participant.",
    );
  const name = who.kind === "other" ? who.name : invitee.name;
  const email = who.kind === "other" ? who.email : invitee.email;
  const known = nominations.find(
    (nomination) => nomination.state === "proposed" && nomination.name === name && nomination.email === email,
  );
  if (known) return { facts: [], nominations: [] };
  if (isFull(delegation)) return tooManyPeople();
  const number = personNumber(delegation.people + 1);
  return {
    facts: [
      invitationNominationProposed({
        delegationId: delegation.id,
        convocationId: delegation.convocationId,
        partyCode: delegation.partyCode,
        nomination: number,
      }),
    ],
    nominations: [
      {
        number,
        state: "proposed",
        parts: [...new Set(answer.parts)],
        name,
        email,
        language: invitee.language,
        through: invitee.number,
        ...ofParts(answer.attends, answer.parts),
      },
    ],
  };
}

function forState(who: Who, answer: Answer, before: Before): Decided | Refusal {
  const { delegation, invitee, nominations } = before;
  const wanted = wantedNomination(who, answer, before);
  if (isRefusal(wanted)) return wanted;
  const dropped = nominations.filter(
    (nomination) =>
      active(nomination) && nomination.number !== wanted?.number && isDropped(nomination, who, answer, invitee),
  );
  const after = new Map(nominations.map((nomination) => [nomination.number, nomination]));
  for (const nomination of dropped) after.set(nomination.number, { ...nomination, state: "withdrawn" });
  if (wanted) after.set(wanted.number, wanted);

  const open = Object.entries(delegation.parts).filter(([part]) => !before.closed?.includes(part));
  const answers = open.flatMap(([part, { status }]) => {
    const next = statusAfter(part, status, answer, [...after.values()]);
    return next === "unanswered" || next === status ? [] : [{ part, answer: next }];
  });
  const changed = [...after.values()].filter(
    (nomination) =>
      !same(
        nomination,
        nominations.find(({ number }) => number === nomination.number),
      ),
  );
  // A regret that changes nothing for the State is an answer all the same: whoever gave it is silent no more.
  if (answers.length === 0 && changed.length === 0 && invitee.answer === answer.kind)
    return { facts: [], nominations: [] };
  return { facts: [answeredFact(before, answers, changed)], nominations: changed };
}

type Answers = Parameters<typeof invitationAnswered>[0]["answers"];
/** The fact of an answer: what it says of the State, and who of those whose nominations changed comes or no longer does. */
export function answeredFact(
  { delegation, revision, channel }: Pick<Before, "delegation" | "revision" | "channel">,
  answers: Answers,
  changed: readonly Nomination[],
) {
  return invitationAnswered({
    delegationId: delegation.id,
    convocationId: delegation.convocationId,
    partyCode: delegation.partyCode,
    answers,
    nominations: changed.filter(active).map(({ number }) => number),
    withdrawn: changed.filter(({ state }) => state === "withdrawn").map(({ number }) => number),
    ...(revision !== undefined && { revision }),
    ...(channel !== undefined && { channel }),
  });
}

function statusAfter(part: string, status: Status, answer: Answer, nominations: readonly Nomination[]): Status {
  const named = nominations.some((nomination) => active(nomination) && nomination.parts.includes(part));
  if (answer.kind === "no-part") return "regrets";
  // One person's regret is not the State's: it still comes, and names follow; or it is still silent, asked again or for the first time.
  if (answer.kind === "regret" && status === "unanswered") return status;
  if (named) return "coming-named";
  if (answer.kind === "regret") return status === "coming-named" ? "coming-unnamed" : status;
  return answer.parts.includes(part) ? "coming-unnamed" : "regrets";
}

/** The delegation after a fact. The same fact twice changes nothing. */
export function evolve(delegation: Delegation, fact: AnswerFact, by: string, at: Instant): Delegation {
  switch (fact.type) {
    case "invitation.nomination-proposed.v1":
      return { ...delegation, people: Math.max(delegation.people, indexOfPerson(fact.data.nomination)) };
    case "invitation.answered.v1": {
      const parts: Record<string, PartState> = { ...delegation.parts };
      const { revision } = fact.data;
      for (const { part, answer } of fact.data.answers)
        parts[part] = { status: answer, at, by, ...(revision !== undefined && { revision }) };
      const first = fact.data.answers.filter(({ part }) => delegation.parts[part]?.status === "unanswered").length;
      return {
        ...delegation,
        parts,
        open: Math.max(0, delegation.open - first),
        people: Math.max(delegation.people, ...fact.data.nominations.map(indexOfPerson)),
      };
    }
  }
}
