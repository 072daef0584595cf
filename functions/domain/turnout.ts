import { type Attendance, type HeldPart, howAttended, type Registered } from "#domain/attendance";
import { attendsAs } from "#domain/attends";
import type { PartyKind } from "#domain/registry";
import type { Attends } from "#events/attends";
import type { Capacity } from "#events/capacity";

/** People by category, as a published readout states them. No names, and no way back to one. */
export interface Counts {
  /** Everybody who takes part; not those who serve the meeting. */
  readonly participants: number;
  /** Trainers, interpreters and the secretariat's people. */
  readonly serving: number;
  /** Partner and guest States with a participant, and other parties with one. */
  readonly countries: number;
  readonly organisations: number;
  /** Of all of them, those who serve included. */
  readonly inPerson: number;
  readonly online: number;
  /** Nobody said how. */
  readonly notSaid: number;
  readonly byCapacity: { readonly [capacity in Capacity | "NotStated"]?: number };
}
export interface Turnout {
  readonly registered: Counts;
  readonly present: Counts;
  /** Of those present, people who were not registered. */
  readonly walkIns: number;
  /** Registered people of whom nobody has said yet whether they came. */
  readonly unmarked: number;
}
export interface PartyThere {
  readonly partyCode: string;
  readonly kind: PartyKind;
  readonly registrations: readonly Registered[];
  readonly attendance: Attendance;
}
interface Counted {
  readonly partyCode: string;
  readonly kind: PartyKind;
  readonly capacity: Capacity | undefined;
  readonly how: Attends | null;
  readonly count: number;
}

/** Who is registered for a part and who was there, counted by category. */
export function turnout(part: HeldPart, parties: readonly PartyThere[]): Turnout {
  const present = parties.flatMap((party) => presentOf(part, party));
  const registered = parties.flatMap((party) => registeredOf(part, party));
  const unmarked = parties.map(({ registrations, attendance }) => {
    const marked = new Set(attendance.marks.map(({ number }) => number));
    return registrations.filter((one) => isRegistered(one, part) && !marked.has(one.number)).length;
  });
  return {
    registered: counts(registered),
    present: counts(present),
    walkIns: sum(parties.flatMap(({ attendance }) => attendance.walkIns)),
    unmarked: unmarked.reduce((all, one) => all + one, 0),
  };
}

const isRegistered = ({ state, parts }: Registered, { id }: HeldPart) => state === "registered" && parts.includes(id);

function registeredOf(part: HeldPart, { partyCode, kind, registrations }: PartyThere): Counted[] {
  return registrations
    .filter((one) => isRegistered(one, part))
    .map(({ capacity, attends = {} }) => ({
      partyCode,
      kind,
      capacity,
      how: attendsAs(part.modality, Object.hasOwn(attends, part.id) ? attends[part.id] : undefined),
      count: 1,
    }));
}

/** Whoever was seen counts, whatever became of their registration since. */
function presentOf(part: HeldPart, { partyCode, kind, registrations, attendance }: PartyThere): Counted[] {
  const people = attendance.marks
    .filter(({ present }) => present)
    .map((one) => {
      const registration = registrations.find(({ number }) => number === one.number);
      const how = howAttended(part, one, registration);
      return { partyCode, kind, capacity: registration?.capacity, how, count: 1 };
    });
  const walkIns = attendance.walkIns.map(({ count, capacity, attends }) => ({
    partyCode,
    kind,
    capacity,
    how: attendsAs(part.modality, attends),
    count,
  }));
  return [...people, ...walkIns];
}

const serves = ({ capacity }: Counted) =>
  capacity === "Trainer" || capacity === "Interpreter" || capacity === "Secretariat";
const sum = (all: readonly { readonly count: number }[]) => all.reduce((total, { count }) => total + count, 0);

function counts(all: readonly Counted[]): Counts {
  const participants = all.filter((one) => !serves(one));
  const isCountry = ({ kind }: Counted) => kind === "partner-state" || kind === "guest";
  const parties = (wanted: readonly Counted[]) => new Set(wanted.map(({ partyCode }) => partyCode)).size;
  const capacities = [...new Set(all.map(({ capacity }) => capacity ?? "NotStated"))].sort();
  return {
    participants: sum(participants),
    serving: sum(all.filter(serves)),
    countries: parties(participants.filter(isCountry)),
    organisations: parties(participants.filter((one) => !isCountry(one))),
    inPerson: sum(all.filter(({ how }) => how === "in-person")),
    online: sum(all.filter(({ how }) => how === "online")),
    notSaid: sum(all.filter(({ how }) => how === null)),
    byCapacity: Object.fromEntries(
      capacities.map((wanted) => [wanted, sum(all.filter(({ capacity }) => (capacity ?? "NotStated") === wanted))]),
    ),
  };
}
