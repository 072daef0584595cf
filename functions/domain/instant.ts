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

/** The day of an instant in a zone, for rules that hold as of a date. */
export function dayOf(instant: Instant, zone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString();
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
  return Temporal.PlainDate.from(day).add({ days }).toString();
}
