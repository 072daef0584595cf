import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "#domain/refusal";
import { printed, resolveDeadline, resolveTime, unknownZone } from "#domain/wall-time";
import { zoneExists, zoneMeant } from "#domain/zone";
import { anyText } from "#test/texts";

const BRUSSELS = "Europe/Brussels";
/** How a time resolves, in one line: the instant and the offset, or the code and the sentence. */
function said(wall: string, zone: string, resolve: typeof resolveTime = resolveTime): string {
  const found = resolve(wall, zone, "2025b");
  return isRefusal(found) ? `${found.code}: ${found.sentence}` : `${found.instant} ${found.offset}`;
}

describe("a wall time that exists once", () => {
  it.each([
    ["winter", "2022-03-22T09:00", BRUSSELS, "2022-03-22T08:00:00Z", "+01:00"],
    ["summer", "2022-07-22T09:00", BRUSSELS, "2022-07-22T07:00:00Z", "+02:00"],
    ["70 · Lord Howe in its half hour", "2022-01-10T09:00", "Australia/Lord_Howe", "2022-01-09T22:00:00Z", "+11:00"],
    ["70 · Casablanca in Ramadan", "2022-04-10T09:00", "Africa/Casablanca", "2022-04-10T09:00:00Z", "+00:00"],
    ["70 · Casablanca after Ramadan", "2022-06-10T09:00", "Africa/Casablanca", "2022-06-10T08:00:00Z", "+01:00"],
    ["70 · Troll in its two-hour summer", "2022-07-01T12:00", "Antarctica/Troll", "2022-07-01T10:00:00Z", "+02:00"],
    ["71 · the first year", "1970-01-01T00:00", "UTC", "1970-01-01T00:00:00Z", "+00:00"],
    ["71 · the last year", "2099-12-31T23:59", "UTC", "2099-12-31T23:59:00Z", "+00:00"],
  ])("%s has its instant and its offset", (_, wall, zone, instant, offset) => {
    const moment = { wall, zone, instant, offset, tzdata: "2025b" };
    expect(resolveTime(wall, zone, "2025b")).toEqual(moment);
    expect(resolveTime(`${wall}${offset}`, zone, "2025b")).toEqual(moment);
    expect(printed(moment)).toBe(`${wall.replace("T", " ")} ${zone} (UTC${offset})`);
  });
  it("with an offset that the zone has not got then is refused, with the one that it has", () => {
    expect(said("2022-07-22T09:00+01:00", BRUSSELS)).toBe(
      "no-such-offset: Europe/Brussels has another offset at 2022-07-22 09:00: UTC+02:00. Write 2022-07-22T09:00+02:00.",
    );
  });
});

describe("69 · a time that the clocks leave out", () => {
  it.each([
    ["Brussels", "2022-03-27T02:30", BRUSSELS, "2022-03-27 01:59 (UTC+01:00)", "2022-03-27 03:00 (UTC+02:00)"],
    [
      "70 · Lord Howe, half an hour",
      "2022-10-02T02:15",
      "Australia/Lord_Howe",
      "2022-10-02 01:59 (UTC+10:30)",
      "2022-10-02 02:30 (UTC+11:00)",
    ],
    [
      "70 · Apia, a day",
      "2011-12-30T12:00",
      "Pacific/Apia",
      "2011-12-29 23:59 (UTC-10:00)",
      "2011-12-31 00:00 (UTC+14:00)",
    ],
    [
      "70 · Troll, two hours",
      "2022-03-27T02:30",
      "Antarctica/Troll",
      "2022-03-27 00:59 (UTC+00:00)",
      "2022-03-27 03:00 (UTC+02:00)",
    ],
    [
      "70 · Casablanca, at the end of Ramadan",
      "2022-05-08T02:30",
      "Africa/Casablanca",
      "2022-05-08 01:59 (UTC+00:00)",
      "2022-05-08 03:00 (UTC+01:00)",
    ],
  ])("%s: is refused with the two nearest that exist", (_, wall, zone, before, after) => {
    const sentence = `no-such-time: ${wall.replace("T", " ")} does not exist in ${zone}: the clocks go forward over it. The nearest times that exist are ${before} and ${after}. Write one of them.`;
    expect(said(wall, zone)).toBe(sentence);
    expect(said(`${wall}+01:00`, zone)).toBe(sentence);
    const found = resolveTime(wall, zone, "2025b");
    const choices = isRefusal(found) && Array.isArray(found.details["choices"]) ? found.details["choices"] : [];
    expect(choices.map((choice) => isRefusal(resolveTime(String(choice), zone, "2025b")))).toEqual([false, false]);
  });
});

describe("69 · a time that comes twice", () => {
  it("asks which, and the wall time with its offset is exactly that one", () => {
    expect(said("2021-10-31T02:30", BRUSSELS)).toBe(
      "time-twice: 2021-10-31 02:30 comes twice in Europe/Brussels: the clocks go back over it. Say which: 2021-10-31T02:30+02:00 is the first, 2021-10-31T02:30+01:00 the second.",
    );
    expect(resolveTime("2021-10-31T02:30+02:00", BRUSSELS, "2025b")).toEqual({
      wall: "2021-10-31T02:30",
      zone: BRUSSELS,
      instant: "2021-10-31T00:30:00Z",
      offset: "+02:00",
      tzdata: "2025b",
    });
    expect(said("2021-10-31T02:30+01:00", BRUSSELS)).toBe("2021-10-31T01:30:00Z +01:00");
    expect(said("2021-10-31T02:30+03:00", BRUSSELS)).toBe(
      "no-such-offset: Europe/Brussels has another offset at 2021-10-31 02:30: UTC+02:00, then UTC+01:00. Write 2021-10-31T02:30+02:00 or 2021-10-31T02:30+01:00.",
    );
  });
  it.each([
    ["Lord Howe, half an hour", "2022-04-03T01:45", "Australia/Lord_Howe", ["+11:00", "+10:30"]],
    ["Troll, two hours", "2022-10-30T02:30", "Antarctica/Troll", ["+02:00", "+00:00"]],
    ["Casablanca, at the beginning of Ramadan", "2022-03-27T02:30", "Africa/Casablanca", ["+01:00", "+00:00"]],
  ])("70 · %s", (_, wall, zone, offsets) => {
    expect(resolveTime(wall, zone, "2025b")).toMatchObject({
      code: "time-twice",
      details: { choices: offsets.map((offset) => `${wall}${offset}`) },
    });
    for (const offset of offsets)
      expect(resolveTime(`${wall}${offset}`, zone, "2025b")).toMatchObject({ wall, zone, offset });
  });
});

describe("71 · a time that no calendar and no clock has", () => {
  it.each([
    ["30 February", "2021-02-30T09:00", "2021-02-30 is not in the calendar. Correct the day."],
    ["29 February of no leap year", "2023-02-29T09:00", "2023-02-29 is not in the calendar. Correct the day."],
    ["a thirteenth month", "2022-13-01T09:00", "2022-13-01 is not in the calendar. Correct the day."],
    [
      "24:00",
      "2022-03-22T24:00",
      "A day ends at 23:59; 24:00 is 00:00 of the day after 2022-03-22. Write that, or 23:59.",
    ],
    [
      "25:00",
      "2022-03-22T25:00",
      "25:00 is no time of day: hours go from 00 to 23, minutes from 00 to 59. Correct it.",
    ],
    [
      "12:60",
      "2022-03-22T12:60",
      "12:60 is no time of day: hours go from 00 to 23, minutes from 00 to 59. Correct it.",
    ],
    [
      "a leap second",
      "2016-12-31T23:59:60",
      "Times are to the minute, without seconds or a leap second. Leave the seconds out.",
    ],
    ["the year 0", "0000-01-01T00:00", "The year must be one from 1970 to 2099. Correct it."],
    ["the year 9999", "9999-12-31T23:59", "The year must be one from 1970 to 2099. Correct it."],
    ["the year 275760", "275760-09-13T00:00", "The year must be one from 1970 to 2099. Correct it."],
    ["no time at all", "soon", "This is not a time. Write a day and a time to the minute, such as 2022-03-04T23:59."],
    [
      "a day without a time",
      "2022-03-22",
      "This is not a time. Write a day and a time to the minute, such as 2022-03-04T23:59.",
    ],
  ])("%s is refused with a sentence", (_, wall, sentence) => {
    expect(said(wall, "UTC")).toBe(`no-such-time: ${sentence}`);
  });
});

describe("71 · whatever is written", () => {
  const upTo = (most: number) => fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, "0"));
  const offset = fc.constantFrom("", "+00:00", "+02:00", "-00:00", "+99:99");
  const written = fc
    .tuple(fc.constantFrom("1969", "1970", "2022", "2099", "2100", "0000"), upTo(13), upTo(32), upTo(24), upTo(60))
    .chain(([year, month, day, hour, minute]) =>
      fc.tuple(fc.constant(`${year}-${month}-${day}T${hour}:${minute}`), offset).map((parts) => parts.join("")),
    );
  it("in the form of a time is the moment that the clocks show, or refused with a sentence", () => {
    fc.assert(
      fc.property(written, fc.constantFrom(BRUSSELS, "Australia/Lord_Howe", "UTC"), (text, zone) => {
        const found = resolveTime(text, zone, "2025b");
        if (isRefusal(found)) expect(found.sentence).toMatch(/\.$/);
        else expect(text.startsWith(found.wall) && /^(1970|20)/.test(found.wall)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
  it("in no form at all is refused, and not said again", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        for (const resolve of [resolveTime, resolveDeadline])
          expect(resolve(`${text}!`, BRUSSELS, "2025b")).toEqual(resolveTime("soon", BRUSSELS, "2025b"));
      }),
    );
  });
});

describe("a deadline", () => {
  const by = (day: string, zone: string) => said(day, zone, resolveDeadline);
  it("given as a day ends at 23:59 in its zone, in summer and winter", () => {
    expect(resolveDeadline("2022-03-01", BRUSSELS, "2025b")).toEqual({
      wall: "2022-03-01T23:59",
      zone: BRUSSELS,
      instant: "2022-03-01T22:59:00Z",
      offset: "+01:00",
      tzdata: "2025b",
    });
    expect(by("2022-07-01", "Africa/Khartoum")).toBe("2022-07-01T21:59:00Z +02:00");
  });
  it("given with a time is that time", () => {
    expect(by("2022-03-01T18:00", BRUSSELS)).toBe("2022-03-01T17:00:00Z +01:00");
    expect(by("2022-03-27T02:30", BRUSSELS)).toMatch(/^no-such-time: .* 01:59 .* 03:00 /);
  });
  it("69 · ends with the last minute of a day whose 23:59 the clocks leave out", () => {
    expect(resolveDeadline("2024-03-30", "America/Nuuk", "2025b")).toEqual({
      wall: "2024-03-30T22:59",
      zone: "America/Nuuk",
      instant: "2024-03-31T00:59:00Z",
      offset: "-02:00",
      tzdata: "2025b",
    });
  });
  it("69 · ends with the second 23:59 of a day that has two", () => {
    expect(by("2024-10-26", "America/Nuuk")).toBe("2024-10-27T01:59:00Z -02:00");
    expect(by("2024-10-26T23:59", "America/Nuuk")).toMatch(/^time-twice: /);
  });
  it("70 · on a day that Apia left out is refused with what lies before and after", () => {
    expect(by("2011-12-30", "Pacific/Apia")).toBe(
      "no-such-time: 2011-12-30 23:59 does not exist in Pacific/Apia: the clocks go forward over it. The nearest times that exist are 2011-12-29 23:59 (UTC-10:00) and 2011-12-31 00:00 (UTC+14:00). Write one of them.",
    );
  });
  it.each([
    ["71 · a day that is not in the calendar", "2021-02-30", "2021-02-30 is not in the calendar. Correct the day."],
    ["71 · the year 0", "0000-03-01", "The year must be one from 1970 to 2099. Correct it."],
    ["71 · the year 275760", "275760-09-13", "The year must be one from 1970 to 2099. Correct it."],
  ])("%s is refused", (_, day, sentence) => {
    expect(by(day, BRUSSELS)).toBe(`no-such-time: ${sentence}`);
  });
  it("in a zone that is none is refused", () => {
    expect(by("2022-03-01", "Europe/Bruxelles")).toMatch(/^unknown-zone: /);
  });
});

describe("zones", () => {
  it("exist by their IANA name, written as IANA writes it", () => {
    expect([BRUSSELS, "Africa/Khartoum", "UTC", "Etc/GMT-2"].every(zoneExists)).toBe(true);
    expect(
      ["", "Brussels", "Europe/Brussels\n", "__proto__", "europe/brussels", "+02:00", "Mars/Olympus"].some(zoneExists),
    ).toBe(false);
  });
  it.each([
    ["Europe/Bruxelles", "Europe/Brussels"],
    ["europe/brussels", "Europe/Brussels"],
    ["Brussels", "Europe/Brussels"],
    ["Europe/Nairobi", "Africa/Nairobi"],
    ["Europe/Geneva", "Europe/Zurich"],
    ["Genève", "Europe/Zurich"],
    ["Africa/Mombasa", "Africa/Nairobi"],
    ["Le Caire", "Africa/Cairo"],
    ["The Hague", "Europe/Amsterdam"],
  ])("%s may mean %s", (wrong, meant) => {
    expect(zoneMeant(wrong)).toBe(meant);
    expect(unknownZone(wrong)).toMatchObject({
      code: "unknown-zone",
      sentence: `There is no time zone ${wrong}. Did you mean ${meant}?`,
      details: { meant },
    });
  });
  it("that resemble none are answered with examples", () => {
    expect(said("2022-03-22T09:00", "Mars/Olympus")).toBe(
      "unknown-zone: There is no time zone Mars/Olympus. Use a name such as Europe/Brussels or Africa/Nairobi.",
    );
    expect(["__proto__", "constructor", "", "+02:00"].map(zoneMeant)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
  it("that are meant exist, every one", () => {
    const cities = ["addis", "addis_abeba", "alexandria", "barcelona", "bruxelles", "geneva", "la_haye", "la_valette"];
    const more = ["londres", "milan", "sharm_el_sheikh", "valletta", "vienne", "mombasa", "the_hague", "le_caire"];
    expect([...cities, ...more].map((city) => zoneExists(zoneMeant(city) ?? ""))).not.toContain(false);
  });
});
