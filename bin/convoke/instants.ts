import { Temporal } from "temporal-polyfill";

/** A time of a meeting as the gateway tells it. */
export interface Told {
  readonly wall: string;
  readonly zone: string;
  readonly offset: string;
}

/** "2022-03-04 23:59 Europe/Brussels (UTC+01:00)" */
export function printTime({ wall, zone, offset }: Told): string {
  return `${wall.replace("T", " ")} ${zone} (UTC${offset})`;
}

/** From one time to another: the day, the zone and the offset once where they are the same. */
export function printSpan(from: Told, until: Told): string {
  const together = from.wall.slice(0, 10) === until.wall.slice(0, 10) && from.offset === until.offset;
  return together
    ? `${from.wall.replace("T", " ")} to ${until.wall.slice(11)} ${from.zone} (UTC${from.offset})`
    : `${printTime(from)} to ${printTime(until)}`;
}

/** An instant as the clocks of a zone showed it, to the second, with the offset: "2022-03-04 10:00:00+01:00". */
export function inZone(instant: string, timeZone: string): string {
  return Temporal.Instant.from(instant)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: "never", fractionalSecondDigits: 0 })
    .replace("T", " ");
}

/** "2022-03-04 09:00:00 UTC" */
export function inUtc(instant: string): string {
  return `${instant.slice(0, 19).replace("T", " ")} UTC`;
}
