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

/** Resolves a wall time; undefined where the zone is unknown or the time does not exist or exists twice there. */
export function resolve(wall: string, zone: string, tzdata: string): Moment | undefined {
  try {
    const zoned = Temporal.PlainDateTime.from(wall, { overflow: "reject" }).toZonedDateTime(zone, {
      disambiguation: "reject",
    });
    return { wall, zone, instant: rendered(zoned.toInstant()), offset: zoned.offset, tzdata };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

export function zoneExists(zone: string): boolean {
  return resolve("2022-01-01T12:00", zone, "") !== undefined;
}

/** The wall time of day `time` in the moment's zone, so many days before the moment's own day. */
export function daysBefore(moment: Moment, days: number, time: string): Moment | undefined {
  const day = Temporal.PlainDate.from(moment.wall.slice(0, 10)).subtract({ days }).toString();
  return resolve(`${day}T${time}`, moment.zone, moment.tzdata);
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
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
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
