import { addressFault, addressSentence } from "#domain/address";
import { dayAfter, dayExists } from "#domain/instant";
import { type Refusal, refuse } from "#domain/refusal";
import { type FocalPoint, holdsOn, type Registry } from "#domain/registry";
import { dialogueFocalPointChanged } from "#events/dialogue/focal-point-changed.v1";

export type Rank = NonNullable<FocalPoint["rank"]>;
export interface Named {
  readonly dialogueId: string;
  readonly party: string;
  readonly rank: Rank;
  /** The person's id: that of somebody who is known, or a new one. */
  readonly person: string;
  readonly email: string;
  /** The first day. */
  readonly since: string;
  readonly evidence: string;
}
export interface Ended {
  readonly dialogueId: string;
  readonly party: string;
  readonly rank: Rank;
  /** The last day. */
  readonly until: string;
  readonly evidence: string;
}
export interface FocalPointChange {
  /** Terms that end by it: each as it stands in the registry, and as it will. */
  readonly ended: readonly { readonly before: FocalPoint; readonly after: FocalPoint }[];
  readonly begun: FocalPoint | undefined;
  readonly facts: readonly ReturnType<typeof dialogueFocalPointChanged>[];
}

/** Names a party's focal point from a day on; who held the rank until then ends the day before. Or says why not, and what to do. */
export function changeFocalPoint(registry: Registry, asked: Named): FocalPointChange | Refusal {
  const { dialogueId, party, rank, person, since, evidence } = asked;
  const unfit = unknown(registry, party) ?? noSuchDay(since);
  if (unfit) return unfit;
  const fault = addressFault(asked.email);
  if (fault) {
    const subject = fault === "empty" ? "The focal point" : "What was given as the focal point’s address";
    return refuse("address", `${subject} ${addressSentence(fault)}.`, { field: "email", fault: String(fault) });
  }
  const own = ranked(registry, party);
  const lasting = own.filter((point) => point.rank === rank && lastsTo(point, since));
  const twice = lasting.find((point) => point.person === person);
  if (twice)
    return refuse(
      "same-person",
      `This person is ${party}’s ${rank} focal point already, ${days(twice)}. Name another person, or correct the name, the address or the day with an import.`,
    );
  const later = lasting.find((point) => point.from >= since);
  if (later) return notBefore(later, since, "A new focal point begins after that day");
  // Whoever moves from the other rank leaves it: nobody holds both.
  const moved = own.filter((point) => point.person === person && point.rank !== rank && lastsTo(point, since));
  const early = moved.find((point) => point.from >= since);
  if (early) return notBefore(early, since, "They can change rank after that day");
  const until = dayAfter(since, -1);
  return {
    ended: [...lasting, ...moved].map((point) => ending(point, until, evidence)),
    begun: { code: party, person, role: "focal-point", rank, from: since, until: null, assumed: false, evidence },
    facts: [
      dialogueFocalPointChanged({
        dialogueId,
        party,
        rank,
        previous: lasting.map((point) => point.person),
        person,
        since,
      }),
    ],
  };
}

/** Ends the term of a party's focal point with a day, and names nobody in their place. */
export function endFocalPoint(registry: Registry, asked: Ended): FocalPointChange | Refusal {
  const { dialogueId, party, rank, until, evidence } = asked;
  const unfit = unknown(registry, party) ?? noSuchDay(until);
  if (unfit) return unfit;
  const lasting = ranked(registry, party).filter((point) => point.rank === rank && lastsTo(point, dayAfter(until)));
  if (lasting.length === 0)
    return refuse(
      "nobody-to-end",
      `${party} has no ${rank} focal point after ${until}; there is nothing to end. Look at them: convoke contact list --party ${party}.`,
    );
  const later = lasting.find((point) => point.from > until);
  if (later) return notBefore(later, until, "Give that day or a later one as the last");
  return {
    ended: lasting.map((point) => ending(point, until, evidence)),
    begun: undefined,
    facts: [
      dialogueFocalPointChanged({
        dialogueId,
        party,
        rank,
        previous: lasting.map((point) => point.person),
        person: null,
        since: dayAfter(until),
      }),
    ],
  };
}

/** A focal point who is invited, by number and person; `successor` where one took over, `closed` where the link is off. */
interface Invited {
  readonly number: string;
  readonly personId: string;
  readonly functional: boolean;
  readonly closed?: string;
  readonly successor?: string;
}
export interface Succession {
  readonly number: string;
  /** Who holds the rank instead; nobody, where the party named nobody. */
  readonly person: string | null;
  /** The first day of it. */
  readonly since: string;
}

/**
 * Which of a party's invitees somebody else has replaced by the day of the meeting, and whose place that nobody took so far is
 * taken: by who holds the same rank, else by a focal point who is not invited yet. Offices have no rank and stay; so does who
 * never was a focal point.
 */
export function successions(invitees: readonly Invited[], points: readonly FocalPoint[], day: string): Succession[] {
  const holders = points.filter((point) => isRanked(point) && holdsOn(point, day)).sort(latestFirst);
  const left = invitees.flatMap((invitee) => {
    if (invitee.functional || invitee.successor !== undefined) return [];
    const own = points.filter((point) => isRanked(point) && point.person === invitee.personId);
    if (invitee.closed === undefined && own.some((point) => holdsOn(point, day))) return [];
    const over = own.flatMap(({ until, ...point }) => (until !== null && until < day ? [{ ...point, until }] : []));
    const [last] = over.sort(latestFirst);
    return last ? [{ ...invitee, last }] : [];
  });
  const stays = invitees.filter((invitee) => invitee.closed === undefined && !left.some(same(invitee)));
  const coming = holders.filter(({ person }) => !stays.some(({ personId }) => personId === person));
  const ofRank = (among: readonly FocalPoint[], { last }: { last: FocalPoint }) =>
    among.find(({ rank }) => rank === last.rank);
  const taken = new Set(left.flatMap((one) => ofRank(coming, one)?.person ?? []));
  return left.flatMap((one) => {
    const holder = ofRank(coming, one) ?? coming.find(({ person }) => !taken.has(person)) ?? ofRank(holders, one);
    if (holder) taken.add(holder.person);
    if (!holder && one.closed !== undefined) return [];
    const since = holder?.from ?? dayAfter(one.last.until);
    return [{ number: one.number, person: holder?.person ?? null, since }];
  });
}

const same =
  ({ number }: Invited) =>
  (other: Invited) =>
    other.number === number;
const latestFirst = (a: FocalPoint, b: FocalPoint) => (a.from < b.from ? 1 : -1);
const isRanked = ({ role, rank }: FocalPoint) => role === "focal-point" && rank !== null;
const ranked = (registry: Registry, party: string) =>
  registry.focalPoints.filter((point) => point.code === party && isRanked(point));
const lastsTo = (point: FocalPoint, day: string) => point.until === null || point.until >= day;
const days = ({ from, until }: FocalPoint) => (until === null ? `since ${from}` : `from ${from} to ${until}`);

function ending(before: FocalPoint, until: string, endEvidence: string) {
  return { before, after: { ...before, until, endEvidence } };
}

function unknown(registry: Registry, party: string): Refusal | undefined {
  return registry.parties.some(({ code }) => code === party)
    ? undefined
    : refuse(
        "unknown-party",
        `The dialogue knows no party ${party}. Correct the code (convoke party list has them), or import the party first.`,
      );
}

function noSuchDay(day: string): Refusal | undefined {
  return dayExists(day)
    ? undefined
    : refuse("no-such-day", `${day} is not in the calendar. Give a day such as 2022-02-15.`);
}

function notBefore(point: FocalPoint, day: string, then: string): Refusal {
  return refuse(
    "overlapping-terms",
    `${point.code} has a ${point.rank} focal point whose term begins on ${point.from}, not before ${day}; two terms would overlap. ${then}, or correct the term with an import.`,
    { from: point.from },
  );
}
