import { attendsAs } from "#domain/attends";
import { type Instant, isAfter } from "#domain/instant";
import { type Refusal, refuse } from "#domain/refusal";
import type { Attends, AttendsByPart } from "#events/attends";
import type { Capacity } from "#events/capacity";
import { registrationAttended } from "#events/registration/attended.v1";

/** A registered person was there, or was not. */
export interface Mark {
  readonly number: string;
  readonly present: boolean;
  /** Where it was not as they had said. */
  readonly attends?: Attends;
}
/** People of the party who came without being registered: how many, never who. */
export interface WalkIns {
  readonly count: number;
  readonly capacity?: Capacity;
  readonly attends?: Attends;
}
/** Who of one delegation was there at one part. */
export interface Attendance {
  readonly part: string;
  readonly marks: readonly Mark[];
  readonly walkIns: readonly WalkIns[];
}
/** As much of a part as its attendance needs. */
export interface HeldPart {
  readonly id: string;
  readonly modality: "in-person" | "online" | "hybrid";
  readonly state?: string;
  readonly sessions: readonly {
    readonly from: { readonly wall: string; readonly zone: string; readonly offset: string; readonly instant: Instant };
  }[];
}
export interface Registered {
  readonly number: string;
  readonly state: "registered" | "cancelled";
  readonly parts: readonly string[];
  readonly capacity?: Capacity;
  readonly attends?: AttendsByPart;
}
export interface MarkAsked {
  readonly persons?: readonly string[];
  /** Everybody of the party who is registered for the part. */
  readonly all?: boolean;
  readonly walkIns?: Omit<WalkIns, "attends">;
  readonly absent?: boolean;
  readonly attends?: Attends;
}
export interface Attending {
  readonly delegation: { readonly id: string; readonly convocationId: string; readonly partyCode: string };
  readonly part: HeldPart;
  readonly registrations: readonly Registered[];
  readonly attendance: Attendance;
}
export interface Marked {
  readonly attendance: Attendance;
  /** The marks that are new or other than before. */
  readonly changed: readonly Mark[];
  readonly facts: readonly ReturnType<typeof registrationAttended>[];
}
/** A transaction holds a hundred items. */
export const MOST_MARKED = 90;

/** Marks people present or absent, or says how many came unregistered. Right from the part's first session on, and as often as it must be corrected. */
export function mark(asked: MarkAsked, before: Attending, now: Instant): Marked | Refusal {
  const { part, delegation, attendance } = before;
  const wrong = notHeld(part, now) ?? wrongWay(asked, part);
  if (wrong) return wrong;
  if (asked.walkIns) return counted(asked, asked.walkIns, before);
  const numbers = whom(asked, before);
  if ("refused" in numbers) return numbers;
  const held = new Map(attendance.marks.map((one) => [one.number, one]));
  const changed = numbers
    .map(
      (number): Mark => ({
        number,
        present: asked.absent !== true,
        ...(asked.attends !== undefined && asked.absent !== true && { attends: asked.attends }),
      }),
    )
    .filter((one) => !sameMark(one, held.get(one.number)));
  for (const one of changed) held.set(one.number, one);
  const of = (present: boolean) => changed.filter((one) => one.present === present).map(({ number }) => number);
  return {
    attendance: { ...attendance, marks: [...held.values()] },
    changed,
    facts:
      changed.length === 0
        ? []
        : [registrationAttended({ ...ids(delegation, part), present: of(true), absent: of(false) })],
  };
}

const ids = ({ id, convocationId, partyCode }: Attending["delegation"], part: HeldPart) => ({
  delegationId: id,
  convocationId,
  partyCode,
  part: part.id,
});

function notHeld(part: HeldPart, now: Instant): Refusal | undefined {
  if (part.state === "cancelled" || part.state === "postponed")
    return refuse("not-held", `${part.id} is ${part.state}; nobody was there.`);
  const first = part.sessions[0]?.from;
  if (first === undefined || isAfter(first.instant, now))
    return refuse(
      "not-begun",
      `${part.id} begins on ${first ? `${first.wall.replace("T", " ")} (${first.zone}, UTC${first.offset})` : "a day that is not fixed"}; mark who is there from then on.`,
    );
  return undefined;
}

function wrongWay({ persons, all, walkIns, absent, attends }: MarkAsked, part: HeldPart): Refusal | undefined {
  if ([persons, all, walkIns].filter((way) => way !== undefined).length !== 1)
    return refuse(
      "whom",
      "Say who was there: persons by number, all who are registered, or how many walked in. One of them.",
    );
  if (absent && walkIns)
    return refuse(
      "whom",
      "Who did not come did not walk in. To correct the number, give the right one; 0 takes it off.",
    );
  if (attends === "in-person" && part.modality === "online")
    return refuse("online-only", `${part.id} takes place online; nobody is there in person. Leave it out.`);
  return undefined;
}

function whom({ persons, all }: MarkAsked, { part, delegation, registrations }: Attending): string[] | Refusal {
  const registered = registrations
    .filter(({ state, parts }) => state === "registered" && parts.includes(part.id))
    .map(({ number }) => number);
  const stranger = persons?.find((number) => !registered.includes(number));
  if (stranger !== undefined)
    return refuse(
      "not-registered",
      `${delegation.partyCode} has nobody of the number ${stranger} registered for ${part.id}. Record the answer that names them, or count them as a walk-in.`,
      { person: stranger },
    );
  const numbers = all ? registered : [...new Set(persons)];
  if (numbers.length === 0)
    return refuse(
      "nobody-registered",
      `Nobody of ${delegation.partyCode} is registered for ${part.id}. Record the answer that names them, or count them as walk-ins.`,
    );
  if (numbers.length > MOST_MARKED)
    return refuse(
      "too-many-at-once",
      `At most ${MOST_MARKED} people are marked at once. Mark these ${numbers.length} in groups, by number.`,
    );
  return numbers;
}

function sameMark(a: Mark, b: Mark | undefined): boolean {
  return b !== undefined && a.present === b.present && a.attends === b.attends;
}

function counted({ attends }: MarkAsked, { count, capacity }: Omit<WalkIns, "attends">, before: Attending): Marked {
  const { delegation, part, attendance } = before;
  const kind = { ...(capacity !== undefined && { capacity }), ...(attends !== undefined && { attends }) };
  const isSame = (one: WalkIns) => one.capacity === capacity && one.attends === attends;
  const known = attendance.walkIns.find(isSame)?.count ?? 0;
  const walkIns = [...attendance.walkIns.filter((one) => !isSame(one)), ...(count === 0 ? [] : [{ ...kind, count }])];
  return {
    attendance: { ...attendance, walkIns },
    changed: [],
    facts:
      known === count
        ? []
        : [
            registrationAttended({
              ...ids(delegation, part),
              present: [],
              absent: [],
              walkIns: walkIns.reduce((sum, one) => sum + one.count, 0),
            }),
          ],
  };
}

export const nobodyYet = (part: string): Attendance => ({ part, marks: [], walkIns: [] });

/** How one person took part: as it was seen, else as they said. */
export function howAttended(part: HeldPart, one: Mark, registration: Registered | undefined): Attends | null {
  const said = registration?.attends;
  return one.attends ?? attendsAs(part.modality, said && Object.hasOwn(said, part.id) ? said[part.id] : undefined);
}
