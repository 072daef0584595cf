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
  plusSeconds,
  resolve,
  secondsBetween,
  toMilliseconds,
  zoneExists,
} from "#domain/instant";

describe("a wall time that exists once", () => {
  it.each([
    ["winter", "2022-03-22T09:00", "Europe/Brussels", "2022-03-22T08:00:00Z", "+01:00"],
    ["summer", "2022-07-22T09:00", "Europe/Brussels", "2022-07-22T07:00:00Z", "+02:00"],
    [
      "70 · half an hour of summer on Lord Howe",
      "2022-01-10T09:00",
      "Australia/Lord_Howe",
      "2022-01-09T22:00:00Z",
      "+11:00",
    ],
    ["70 · Casablanca in Ramadan", "2022-04-10T09:00", "Africa/Casablanca", "2022-04-10T09:00:00Z", "+00:00"],
    ["70 · Casablanca after Ramadan", "2022-06-10T09:00", "Africa/Casablanca", "2022-06-10T08:00:00Z", "+01:00"],
    ["70 · Troll in its two-hour summer", "2022-07-01T12:00", "Antarctica/Troll", "2022-07-01T10:00:00Z", "+02:00"],
    ["71 · the year 0", "0000-01-01T00:00", "UTC", "0000-01-01T00:00:00Z", "+00:00"],
    ["71 · the year 9999", "9999-12-31T23:59", "UTC", "9999-12-31T23:59:00Z", "+00:00"],
  ])("%s has its instant and its offset", (_, wall, zone, instant, offset) => {
    expect(resolve(wall, zone, "2025b")).toEqual({ wall, zone, instant, offset, tzdata: "2025b" });
  });
});

describe("a wall time that does not exist, or exists twice", () => {
  it.each([
    ["69 · the gap of Brussels", "2022-03-27T02:30", "Europe/Brussels"],
    ["69 · the overlap of Brussels", "2022-10-30T02:30", "Europe/Brussels"],
    ["70 · the half-hour gap of Lord Howe", "2022-10-02T02:15", "Australia/Lord_Howe"],
    ["70 · the day that Apia left out", "2011-12-30T12:00", "Pacific/Apia"],
    ["70 · the two-hour gap of Troll", "2022-03-27T02:30", "Antarctica/Troll"],
    ["70 · the end of Ramadan in Casablanca", "2022-05-08T02:30", "Africa/Casablanca"],
    ["71 · 24:00", "2022-03-22T24:00", "UTC"],
    ["71 · the year 275760", "275760-09-13T00:00", "UTC"],
    ["30 February", "2022-02-30T09:00", "UTC"],
    ["no zone of this name", "2022-03-22T09:00", "Mars/Olympus"],
    ["no time at all", "soon", "UTC"],
  ])("%s is refused, not shifted", (_, wall, zone) => {
    expect(resolve(wall, zone, "2025b")).toBeUndefined();
  });
});

describe("zones", () => {
  it("exist by their IANA name", () => {
    expect(["Europe/Brussels", "Africa/Khartoum", "UTC"].every(zoneExists)).toBe(true);
    expect(["", "Brussels", "Europe/Brussels\n", "__proto__"].some(zoneExists)).toBe(false);
  });
});

describe("days before a moment", () => {
  it("keep the wall time across a clock change", () => {
    const deadline = resolve("2022-04-01T23:59", "Europe/Brussels", "2025b")!;
    expect(daysBefore(deadline, 2, "09:00")?.instant).toBe("2022-03-30T07:00:00Z");
    expect(daysBefore(deadline, 7, "09:00")?.instant).toBe("2022-03-25T08:00:00Z");
  });
  it("count in the moment's own zone", () => {
    const late = resolve("2022-03-22T23:59", "Pacific/Kiritimati", "2025b")!;
    expect(daysBefore(late, 1, "09:00")).toMatchObject({ wall: "2022-03-21T09:00", zone: "Pacific/Kiritimati" });
  });
  it("are undefined where that wall time falls into a gap", () => {
    const after = resolve("2022-03-28T12:00", "Europe/Brussels", "2025b")!;
    expect(daysBefore(after, 1, "02:30")).toBeUndefined();
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
