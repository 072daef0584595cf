import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import {
  dayAfter,
  dayExists,
  dayOf,
  daysBefore,
  fromMilliseconds,
  isAfter,
  type Moment,
  plusSeconds,
  secondsBetween,
  toMilliseconds,
} from "#domain/instant";

const at = (wall: string, zone: string, instant: string, offset: string): Moment => ({
  wall,
  zone,
  instant,
  offset,
  tzdata: "2025b",
});

describe("days before a moment", () => {
  it("keep the wall time across a clock change", () => {
    const deadline = at("2022-04-01T23:59", "Europe/Brussels", "2022-04-01T21:59:00Z", "+02:00");
    expect(daysBefore(deadline, 2, "09:00").instant).toBe("2022-03-30T07:00:00Z");
    expect(daysBefore(deadline, 7, "09:00").instant).toBe("2022-03-25T08:00:00Z");
  });
  it("count in the moment's own zone", () => {
    const late = at("2022-03-22T23:59", "Pacific/Kiritimati", "2022-03-22T09:59:00Z", "+14:00");
    expect(daysBefore(late, 1, "09:00")).toMatchObject({ wall: "2022-03-21T09:00", zone: "Pacific/Kiritimati" });
  });
  it("69 · are the first time after a gap, and the first of two", () => {
    const after = at("2022-03-28T12:00", "Europe/Brussels", "2022-03-28T10:00:00Z", "+02:00");
    expect(daysBefore(after, 1, "02:30")).toMatchObject({ wall: "2022-03-27T03:00", offset: "+02:00" });
    expect(daysBefore(after, 1, "03:30")).toMatchObject({ instant: "2022-03-27T01:30:00Z", offset: "+02:00" });
    const autumn = at("2022-10-31T12:00", "Europe/Brussels", "2022-10-31T11:00:00Z", "+01:00");
    expect(daysBefore(autumn, 1, "02:30")).toMatchObject({ wall: "2022-10-30T02:30", offset: "+02:00" });
  });
});

describe("instants", () => {
  const milliseconds = fc.integer({ min: 0, max: 4_102_444_800_000 });
  it("sort as text as they do in time, to the second", () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, (a, b) => {
        const [first, second] = [fromMilliseconds(a), fromMilliseconds(b)];
        expect(first > second).toBe(isAfter(first, second));
        expect(toMilliseconds(first)).toBe(Math.floor(a / 1000) * 1000);
      }),
    );
    expect(fromMilliseconds(1_647_950_400_999)).toBe("2022-03-22T12:00:00Z");
  });
  it("are added to and subtracted from each other", () => {
    fc.assert(
      fc.property(milliseconds, fc.integer({ min: 0, max: 10_000_000 }), (start, seconds) => {
        const from = fromMilliseconds(start);
        expect(secondsBetween(from, plusSeconds(from, seconds))).toBe(seconds);
      }),
    );
    expect(plusSeconds("2022-03-22T12:00:00Z", -1)).toBe("2022-03-22T11:59:59Z");
  });
  it("are not after themselves", () => {
    expect(isAfter("2022-03-22T12:00:00Z", "2022-03-22T12:00:00Z")).toBe(false);
    expect(isAfter("2022-03-22T12:00:01Z", "2022-03-22T12:00:00Z")).toBe(true);
  });
});

describe("days", () => {
  it("of an instant depend on the zone", () => {
    expect(dayOf("2022-03-22T23:30:00Z", "UTC")).toBe("2022-03-22");
    expect(dayOf("2022-03-22T23:30:00Z", "Europe/Brussels")).toBe("2022-03-23");
  });
  it("follow one another over months, years and leap days", () => {
    expect(dayAfter("2024-02-28")).toBe("2024-02-29");
    expect(dayAfter("2023-12-31")).toBe("2024-01-01");
    expect(dayAfter("2024-01-01", -1)).toBe("2023-12-31");
  });
});

describe("a day", () => {
  it("is in the calendar or not", () => {
    expect(["2024-02-29", "0001-01-01", "9999-12-31"].every(dayExists)).toBe(true);
    expect(["2023-02-29", "2022-13-01", "2022-00-10", "2022-1-1", "20220101", "", "soon"].some(dayExists)).toBe(false);
  });
});

describe("days, without Temporal", () => {
  it("are those of Temporal, in every zone that has days of its own and across leap years", () => {
    const day = fc.integer({ min: 0, max: 60_000 });
    const zone = fc.constantFrom("UTC", "Europe/Brussels", "Africa/Nairobi", "Pacific/Apia", "America/St_Johns");
    const second = fc.integer({ min: 0, max: 86_399 });
    fc.assert(
      fc.property(day, fc.integer({ min: -800, max: 800 }), second, zone, (days, more, seconds, timeZone) => {
        const date = Temporal.PlainDate.from("1950-01-01").add({ days });
        expect(dayAfter(date.toString(), more)).toBe(date.add({ days: more }).toString());
        const instant = date.toZonedDateTime("UTC").toInstant().add({ seconds });
        const there = instant.toZonedDateTimeISO(timeZone).toPlainDate().toString();
        expect(dayOf(instant.toString({ smallestUnit: "second" }), timeZone)).toBe(there);
      }),
    );
    expect([dayAfter("2024-02-28"), dayAfter("2023-02-28"), dayAfter("2022-01-01", -1)]).toEqual([
      "2024-02-29",
      "2023-03-01",
      "2021-12-31",
    ]);
  });
});
