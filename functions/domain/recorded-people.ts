import { ofParts } from "#domain/attends";
import {
  answeredFact,
  type Before,
  type Decided,
  type Invitee,
  type Nomination,
  type Status,
} from "#domain/delegation";
import { active, MOST_PEOPLE, same, tooManyPeople } from "#domain/nomination";
import { personNumber } from "#domain/person-number";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import type { Attends, AttendsByPart } from "#events/attends";
import { type Capacity, capacity } from "#events/capacity";
import type { StaffChannel } from "#events/invitation/answered.v1";

/** Somebody whom a letter names. */
export interface Person {
  readonly name: string;
  readonly email?: string;
  readonly capacity?: Capacity;
  /** Of every part of theirs that is not online anyway. */
  readonly attends?: Attends;
  /** Without them, those that the letter speaks of. */
  readonly parts?: readonly string[];
}
export interface PeopleNamed {
  readonly people: readonly Person[];
  /** Without them, every part that the party is invited to. */
  readonly parts?: readonly string[];
  /** Beside those named before, who else are withdrawn; parts that nobody is named for stay as they are. */
  readonly add?: boolean;
  readonly channel: StaffChannel;
}
/** How each part takes place; who is said to come in person to one that is online is asked about. */
export type Modalities = { readonly [part: string]: "in-person" | "online" | "hybrid" };
type ForParty = Omit<Before, "invitee"> & { readonly invitees: readonly Invitee[] };

/** The people of a party as a letter names them, at once: who was named before keeps their number, nobody is named twice. */
export function decidePeople(
  said: PeopleNamed,
  before: ForParty,
  focalPoint: Invitee,
  modalities: Modalities,
): Decided | Refusal {
  const { delegation, nominations } = before;
  const invitedTo = Object.keys(delegation.parts);
  const open = invitedTo.filter((part) => !before.closed?.includes(part));
  const wrong = wrongParts(said, invitedTo, open) ?? namedTwice(said.people);
  if (wrong) return wrong;
  const listed = said.people.length > 1 || said.add === true;
  const around = { before, focalPoint, modalities, listed };
  const named: Nomination[] = [];
  let { people } = delegation;
  for (const person of said.people) {
    const wanted = nominationOf(person, person.parts ?? said.parts ?? open, people, around);
    if (isRefusal(wanted)) return wanted;
    if (wanted.fresh) people += 1;
    if (people > MOST_PEOPLE) return tooManyPeople();
    named.push(wanted.nomination);
  }
  const after = new Map(nominations.map((nomination) => [nomination.number, nomination]));
  const replaced = new Set(named.map(({ through }) => through));
  if (!said.add)
    for (const nomination of nominations)
      if (active(nomination) && replaced.has(nomination.through))
        after.set(nomination.number, { ...nomination, state: "withdrawn" });
  for (const nomination of named) after.set(nomination.number, nomination);
  const heads = twoHeads([...after.values()].filter(active), invitedTo);
  if (heads) return heads;
  return answered(said, before, [...after.values()], named);
}

/** One person fewer: whom staff or a focal point named no longer comes. */
export function decideWithdrawal(nomination: Nomination, channel: StaffChannel, before: ForParty): Decided {
  const after = before.nominations.map((other) =>
    other.number === nomination.number ? ({ ...nomination, state: "withdrawn" } as const) : other,
  );
  return answered({ people: [], add: true, channel }, before, after, []);
}

function wrongParts(
  { people, parts }: PeopleNamed,
  invitedTo: readonly string[],
  open: readonly string[],
): Refusal | undefined {
  const lists = [...(parts ? [parts] : []), ...people.flatMap((person) => (person.parts ? [person.parts] : []))];
  const foreign = lists.flat().find((part) => !invitedTo.includes(part));
  if (foreign !== undefined)
    return refuse(
      "not-invited-to-part",
      `The invitation covers no meeting ${foreign}; it covers ${invitedTo.join(", ")}. Correct it; where a Capacity was meant, it is one of ${capacity.options.join(", ")}.`,
      { part: foreign },
    );
  const closed = lists.flat().find((part) => !open.includes(part));
  if (closed !== undefined)
    return refuse("part-not-open", "This meeting is postponed or cancelled; no answer is taken for it now.", {
      part: closed,
    });
  return lists.some((list) => list.length === 0)
    ? refuse("no-part-chosen", "Choose at least one of the meetings, or say that you do not take part.")
    : undefined;
}

function namedTwice(people: readonly Person[]): Refusal | undefined {
  const seen = new Set<string>();
  for (const { name, email } of people) {
    const key = `${name}\n${email?.toLowerCase() ?? ""}`;
    if (seen.has(key)) return refuse("named-twice", `${name} is named twice. Name everybody once.`);
    seen.add(key);
  }
  return undefined;
}

interface Around {
  readonly before: ForParty;
  readonly focalPoint: Invitee;
  readonly modalities: Modalities;
  readonly listed: boolean;
}
function nominationOf(
  person: Person,
  parts: readonly string[],
  people: number,
  { before: { nominations, invitees }, focalPoint, modalities, listed }: Around,
): { readonly nomination: Nomination; readonly fresh: boolean } | Refusal {
  const online = parts.find((part) => modalities[part] === "online");
  if (person.attends === "in-person" && online !== undefined)
    return refuse(
      "online-only",
      `${online} takes place online; nobody can come in person. Leave it out, or say online.`,
    );
  const invited = invitees.find((invitee) => isNamed(person, invitee));
  const known = nominations.find((nomination) =>
    invited ? nomination.number === invited.number : isKnown(person, nomination, invitees),
  );
  const email = invited?.email ?? person.email ?? known?.email ?? null;
  const capacity = person.capacity ?? known?.capacity;
  const number = invited?.number ?? known?.number ?? personNumber(people + 1);
  const nomination: Nomination = {
    number,
    state: "confirmed",
    parts: [...new Set(parts)],
    name: invited?.name ?? person.name,
    email,
    language: (invited ?? focalPoint).language,
    through: (invited ?? focalPoint).number,
    ...(capacity !== undefined && { capacity }),
    ...ofParts({ ...known?.attends, ...attendsAt(person.attends, parts, modalities) }, parts),
    ...(email === null && { onBehalf: true }),
    ...(listed && { listed }),
  };
  return { nomination, fresh: !invited && !known };
}

export function isNamed({ name, email }: { name?: string; email?: string }, invitee: Invitee): boolean {
  if (invitee.functional) return false;
  if (email !== undefined) return email.toLowerCase() === invitee.email.toLowerCase();
  return name !== undefined && name === invitee.name;
}

/** The same name with the same address, or one whose address was not known before. */
function isKnown(person: Person, nomination: Nomination, invitees: readonly Invitee[]): boolean {
  if (invitees.some(({ number }) => number === nomination.number) || nomination.name !== person.name) return false;
  return nomination.email === null || person.email === undefined || nomination.email === person.email;
}

function attendsAt(said: Attends | undefined, parts: readonly string[], modalities: Modalities): AttendsByPart {
  if (said === undefined) return {};
  return Object.fromEntries(parts.filter((part) => modalities[part] !== "online").map((part) => [part, said]));
}

function twoHeads(people: readonly Nomination[], parts: readonly string[]): Refusal | undefined {
  for (const part of parts) {
    const heads = people.filter((person) => person.capacity === "HeadOfDelegation" && person.parts.includes(part));
    if (heads.length > 1)
      return refuse(
        "two-heads",
        `${heads.map(({ name }) => name).join(" and ")} would both head the delegation in ${part}. Give one of them another Capacity.`,
      );
  }
  return undefined;
}

function answered(
  said: PeopleNamed,
  before: ForParty,
  after: readonly Nomination[],
  named: readonly Nomination[],
): Decided {
  const { delegation, nominations, closed } = before;
  const spokenOf = said.parts ?? [...new Set(named.flatMap(({ parts }) => parts))];
  const next = (part: string, status: Status): Status => {
    if (after.some((person) => active(person) && person.parts.includes(part))) return "coming-named";
    if (said.add) return status === "coming-named" ? "coming-unnamed" : status;
    return spokenOf.includes(part) ? "coming-unnamed" : "regrets";
  };
  const open = Object.entries(delegation.parts).filter(([part]) => !closed?.includes(part));
  const answers = open.flatMap(([part, { status }]) => {
    const answer = next(part, status);
    return answer === "unanswered" || answer === status ? [] : [{ part, answer }];
  });
  const held = new Map(nominations.map((nomination) => [nomination.number, nomination]));
  const changed = after.filter((nomination) => !same(nomination, held.get(nomination.number)));
  if (answers.length === 0 && changed.length === 0) return { facts: [], nominations: [] };
  const fact = answeredFact({ ...before, channel: said.channel }, answers, changed);
  return { facts: [fact], nominations: changed };
}
