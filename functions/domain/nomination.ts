import { ofParts, sameAttends } from "#domain/attends";
import type { Answer, Before, Delegation, Invitee, Named, Nomination, Who } from "#domain/delegation";
import { personNumber } from "#domain/person-number";
import { type Refusal, refuse } from "#domain/refusal";

/** Two hundred people are a delegation's most (design, section 4). */
export const MOST_PEOPLE = 200;
export const active = (nomination: Nomination) => nomination.state === "accepted" || nomination.state === "confirmed";

/** A full delegation takes nobody new; whoever is in it may still come, regret and change their mind. */
export const isFull = (delegation: Delegation) => delegation.people >= MOST_PEOPLE;
export function tooManyPeople(): Refusal {
  return refuse(
    "too-many-people",
    `A delegation holds at most ${MOST_PEOPLE} people. Please write to the secretariat.`,
  );
}

/** The person who comes by this answer: the invitee under their own number, a colleague under a new one, or the one named before. */
export function wantedNomination(
  who: Who,
  answer: Answer,
  { delegation, invitee, nominations, closed = [] }: Before,
): Nomination | Refusal | undefined {
  if (answer.kind !== "come" && answer.kind !== "colleague") return undefined;
  const named: Named | undefined =
    answer.kind === "colleague" ? answer.colleague : who.kind === "other" ? who : undefined;
  const shared = {
    state: "confirmed",
    language: invitee.language,
    through: invitee.number,
  } as const;
  // What was said of a meeting that is postponed stays, whatever is said of the others.
  const keeping = (held: Nomination | undefined) => {
    const kept = held && active(held) ? held.parts.filter((part) => closed.includes(part)) : [];
    const parts = [...new Set([...answer.parts, ...kept])];
    const attends = { ...ofParts(held?.attends, kept).attends, ...ofParts(answer.attends, answer.parts).attends };
    return { parts, ...ofParts(attends, parts), ...capacityOf(held) };
  };
  if (!named) {
    const held = nominations.find(({ number }) => number === invitee.number);
    return { ...shared, ...keeping(held), number: invitee.number, name: invitee.name, email: invitee.email };
  }
  const email = named.email ?? null;
  const known = nominations.find(
    (nomination) => isThrough(nomination, invitee) && nomination.name === named.name && nomination.email === email,
  );
  if (!known && isFull(delegation)) return tooManyPeople();
  const number = known?.number ?? personNumber(delegation.people + 1);
  return { ...shared, ...keeping(known), number, name: named.name, email };
}

/** Staff state it; who says again that they come keeps it. */
function capacityOf(before: Nomination | undefined): Pick<Nomination, "capacity"> {
  return before?.capacity === undefined ? {} : { capacity: before.capacity };
}

/** Whether it was made through this invitee's link, or through that of somebody whose place they took. */
function isThrough({ through }: Nomination, { number, predecessors }: Invitee): boolean {
  return through === number || predecessors?.includes(through) === true;
}

/**
 * A later answer through a link replaces what the same link named before, but not a letter's list; a State that takes no part withdraws everybody;
 * one person's regret withdraws that person. An office has no seat of its own: it withdraws whom it named, one of its people themselves.
 */
export function isDropped(nomination: Nomination, who: Who, answer: Answer, invitee: Invitee): boolean {
  if (answer.kind === "no-part") return true;
  const ours = isThrough(nomination, invitee) && nomination.listed !== true;
  if (answer.kind !== "regret") return ours;
  if (!invitee.functional) return nomination.number === invitee.number;
  return (
    ours && (who.kind === "self" || (nomination.name === who.name && (nomination.email ?? who.email) === who.email))
  );
}

/** Parts are a set: a form names them in the order in which the table gave them, and that order is any. */
export function sameParts(a: readonly string[], b: readonly string[]): boolean {
  return a.toSorted().join() === b.toSorted().join();
}

export function same(a: Nomination, b: Nomination | undefined): boolean {
  return (
    b !== undefined &&
    a.state === b.state &&
    a.name === b.name &&
    a.email === b.email &&
    a.capacity === b.capacity &&
    a.onBehalf === b.onBehalf &&
    sameParts(a.parts, b.parts) &&
    sameAttends(a.attends, b.attends)
  );
}
