import { dayAfter } from "#domain/instant";
import type { Language, Texts } from "#events/envelope";

export type PartyKind =
  | "partner-state"
  | "governing-organisation"
  | "partner-organisation"
  | "invited-organisation"
  | "secretariat"
  | "guest";

/**
 * From and until are days, both included; an open end is null. `assumed` says that the source gave no certain day. A term
 * that was taken back ends before it begins, and never holds.
 */
export interface Term {
  readonly from: string;
  readonly until: string | null;
  readonly assumed: boolean;
}
export interface Party {
  readonly code: string;
  readonly kind: PartyKind;
  readonly region: string;
  /** English always; the others where the stage offers them. */
  readonly names: Texts;
  readonly language: Language;
  readonly timeZone: string;
  /** Its place in the dialogue's order of protocol, from 1. */
  readonly protocol?: number;
}
export interface Membership extends Term {
  readonly code: string;
  readonly kind: "member" | "observer" | "suspended";
}
export interface Seat extends Term {
  readonly code: string;
  readonly body: "steering-committee";
  /** The party whose seat it is, where another one holds it. */
  readonly heldFor?: string;
}
export interface Chairmanship extends Term {
  readonly code: string;
}
export interface FocalPoint extends Term {
  readonly code: string;
  readonly person: string;
  readonly role: "focal-point" | "mission";
  readonly rank: "primary" | "deputy" | null;
  /** The reference of the letter or note that named them, and of the one that ended it. */
  readonly evidence?: string;
  readonly endEvidence?: string;
}
export interface Registry {
  readonly parties: readonly Party[];
  readonly memberships: readonly Membership[];
  readonly seats: readonly Seat[];
  readonly chairs: readonly Chairmanship[];
  readonly focalPoints: readonly FocalPoint[];
}

/** A term that was recorded by mistake and taken back. */
export function isTakenBack({ from, until }: Term): boolean {
  return until !== null && until < from;
}
export function holdsOn(term: Term, day: string): boolean {
  return term.from <= day && (term.until === null || day <= term.until);
}

/**
 * Reads a source's days (design, rule 6): `unknown, before D` is the last day before D, `unknown, after D` the day
 * after D, any other `unknown` an open end. D may be a year: before 2024 is before its first day, after it is after its last.
 */
export function readDay(text: string, end: "from"): { day: string; assumed: boolean };
export function readDay(text: string, end: "from" | "until"): { day: string | null; assumed: boolean };
export function readDay(text: string, end: "from" | "until"): { day: string | null; assumed: boolean } {
  const known = /^unknown, (?<side>before|after) (?<day>\d{4}(-\d{2}-\d{2})?)/.exec(text)?.groups;
  if (known?.["day"] !== undefined) {
    const whole = known["day"].length === 10;
    return known["side"] === "before"
      ? { day: dayAfter(whole ? known["day"] : `${known["day"]}-01-01`, -1), assumed: true }
      : { day: dayAfter(whole ? known["day"] : `${known["day"]}-12-31`), assumed: true };
  }
  if (text.startsWith("unknown")) return { day: end === "from" ? "0001-01-01" : null, assumed: true };
  return { day: text, assumed: false };
}

/** The parties that sit in a body on a day. While a seat is held for another party, the holder sits, not the party. */
export function bodyOn(registry: Registry, body: Seat["body"], day: string): string[] {
  const seats = registry.seats.filter((seat) => seat.body === body && holdsOn(seat, day));
  const heldFor = new Set(seats.flatMap((seat) => (seat.heldFor === undefined ? [] : [seat.heldFor])));
  return [...new Set(seats.map((seat) => seat.code))].filter((code) => !heldFor.has(code));
}

export function membersOn(registry: Registry, day: string): string[] {
  return registry.memberships.filter((term) => term.kind === "member" && holdsOn(term, day)).map((term) => term.code);
}

/** On the day of a hand-over both terms hold; the one that began later chairs. */
export function chairOn(registry: Registry, day: string): string | undefined {
  const holding = registry.chairs.filter((term) => holdsOn(term, day));
  holding.sort((a, b) => (a.from < b.from ? 1 : -1));
  return holding[0]?.code;
}

export function focalPointsOn(registry: Registry, code: string, day: string): FocalPoint[] {
  return registry.focalPoints.filter((point) => point.code === code && holdsOn(point, day));
}
