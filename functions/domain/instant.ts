import { Temporal } from "temporal-polyfill";

/** A UTC instant with seconds: 2022-03-22T13:00:00Z. Strings of this shape sort as time does, but for fractions, which we do not keep. */
export type Instant = string;

/** A wall time in a zone, with the instant it meant when it was resolved and the zone data that said so (design, rule 5). */
export interface Moment {
  readonly wall: string;
  readonly zone: string;
  readonly instant: Instant;
  readonly offset: string;
  readonly tzdata: string;
}

const rendered = (instant: Temporal.Instant): Instant => instant.toString({ smallestUnit: "second" });

/** An instant that a wall time means, and the offset that the zone has then, such as +01:00. */
export interface Meaning {
  readonly instant: Instant;
  readonly offset: string;
}

/**
 * What a wall time means in a zone, in order of time: nothing where the clocks leave it out, two instants where they
 * show it twice. Throws a RangeError where date, time or zone do not exist.
 */
export function meanings(wall: string, zone: string): readonly Meaning[] {
  const plain = Temporal.PlainDateTime.from(wall, { overflow: "reject" });
  const found = (["earlier", "later"] as const).flatMap((disambiguation) => {
    const zoned = plain.toZonedDateTime(zone, { disambiguation });
    return zoned.toPlainDateTime().equals(plain) ? [meaningOf(zoned)] : [];
  });
  return found[0]?.instant === found[1]?.instant ? found.slice(0, 1) : found;
}

const meaningOf = (zoned: Temporal.ZonedDateTime): Meaning => ({
  instant: rendered(zoned.toInstant()),
  offset: zoned.offset,
});

/** The nearest wall times, to the minute, that exist before and after one that the clocks leave out. */
export function neighbours(wall: string, zone: string): readonly [before: Wall, after: Wall] {
  const plain = Temporal.PlainDateTime.from(wall);
  let before = plain.toZonedDateTime(zone, { disambiguation: "earlier" });
  let after = plain.toZonedDateTime(zone, { disambiguation: "later" });
  for (let minutes = minutesBetween(before, after); minutes > 1; minutes = minutesBetween(before, after)) {
    const between = before.add({ minutes: Math.floor(minutes / 2) });
    if (between.offset === before.offset) before = between;
    else after = between;
  }
  return [wallOf(before), wallOf(after)];
}

/** A wall time with what it means. */
export interface Wall extends Meaning {
  readonly wall: string;
}
const wallOf = (zoned: Temporal.ZonedDateTime): Wall => ({
  wall: zoned.toPlainDateTime().toString({ smallestUnit: "minute" }),
  ...meaningOf(zoned),
});
const minutesBetween = (from: Temporal.ZonedDateTime, until: Temporal.ZonedDateTime): number =>
  (until.epochMilliseconds - from.epochMilliseconds) / 60_000;

/**
 * The wall time of day `time` in the moment's zone, so many days before the moment's own day. Nobody is asked about it: where the
 * clocks leave it out it is the first time after the gap, where it comes twice the first of the two.
 */
export function daysBefore(moment: Moment, days: number, time: string): Moment {
  const day = Temporal.PlainDate.from(moment.wall.slice(0, 10)).subtract({ days }).toString();
  const wall = `${day}T${time}`;
  const [meant] = meanings(wall, moment.zone);
  return { ...moment, ...(meant ? { wall, ...meant } : neighbours(wall, moment.zone)[1]) };
}

export function plusSeconds(instant: Instant, seconds: number): Instant {
  return rendered(Temporal.Instant.from(instant).add({ seconds }));
}

export function secondsBetween(from: Instant, until: Instant): number {
  return Temporal.Instant.from(until).since(Temporal.Instant.from(from)).total("seconds");
}

export function fromMilliseconds(milliseconds: number): Instant {
  return rendered(Temporal.Instant.fromEpochMilliseconds(Math.floor(milliseconds)));
}
export function toMilliseconds(instant: Instant): number {
  return Temporal.Instant.from(instant).epochMilliseconds;
}

/** True where `a` is later than `b`. Equal instants are not after one another: a deadline's own second still counts. */
export function isAfter(a: Instant, b: Instant): boolean {
  return a > b;
}

/** The day of an instant in a zone, for rules that hold as of a date. Intl, not Temporal: whoever needs no more carries no polyfill. */
export function dayOf(instant: Instant, zone: string): string {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const [hours = 0, minutes = 0, seconds = 0] = instant.slice(11, 19).split(":").map(Number);
  const at = (daysOf(instant.slice(0, 10)) * 86_400 + hours * 3600 + minutes * 60 + seconds) * 1000;
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${String(parts["year"]).padStart(4, "0")}-${parts["month"]}-${parts["day"]}`;
}

/** Whether a day such as 2024-02-29 is in the calendar. */
export function dayExists(day: string): boolean {
  try {
    return Temporal.PlainDate.from(day, { overflow: "reject" }).toString() === day;
  } catch {
    return false;
  }
}

export function dayAfter(day: string, days = 1): string {
  // Years that begin in March: a leap day is the last of its year.
  const count = daysOf(day) + days + 719_468;
  const era = Math.floor(count / 146_097);
  const ofEra = count - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * ofYear + 2) / 153);
  const date = ofYear - Math.floor((153 * month + 2) / 5) + 1;
  const two = (number: number) => String(number).padStart(2, "0");
  return `${String(year + era * 400 + Math.floor(month / 10)).padStart(4, "0")}-${two(((month + 2) % 12) + 1)}-${two(date)}`;
}

/** Days from 1970-01-01. */
function daysOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const march = month > 2 ? year : year - 1;
  const era = Math.floor(march / 400);
  const ofEra = march - era * 400;
  const ofYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + date - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}
