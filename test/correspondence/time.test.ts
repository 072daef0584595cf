import { describe, expect, it } from "vitest";
import {
  cityName,
  momentAt,
  offsetName,
  printDays,
  printInstant,
  printMoment,
  printMomentThere,
  printSession,
  printSessionThere,
} from "#correspondence/time";

const spaces = (text: string | undefined) => text?.replaceAll("\u00A0", " ");
const between = (from: string, until: string, zone = "Europe/Brussels") => ({
  from: momentAt(from, zone),
  until: momentAt(until, zone),
});
const afternoon = between("2022-03-22T13:00:00Z", "2022-03-22T17:00:00Z");

describe("a session", () => {
  it.each([
    ["en", "Tuesday 22 March 2022, 14:00 to 18:00 (Brussels, UTC+1)"],
    ["fr", "mardi 22 mars 2022, de 14 h 00 à 18 h 00 (Bruxelles, UTC+1)"],
    ["ar", "الثلاثاء 22 مارس 2022، من الساعة 14:00 إلى الساعة 18:00 (بروكسل، UTC+1)"],
  ] as const)("is printed in %s with its place and UTC offset", (language, printed) => {
    expect(spaces(printSession(afternoon, language))).toBe(printed);
  });

  it("names the meeting's city where it is not the zone's", () => {
    const session = between("2022-07-12T06:00:00Z", "2022-07-12T14:30:00Z", "Africa/Nairobi");
    expect(spaces(printSession(session, "fr", "Mombasa"))).toBe(
      "mardi 12 juillet 2022, de 9 h 00 à 17 h 30 (Mombasa, UTC+3)",
    );
    expect(cityName("The Hague", "ar")).toBe("لاهاي");
    expect(cityName("constructor", "fr")).toBe("constructor");
  });

  it("prints both ends in full over midnight and over a clock change", () => {
    expect(spaces(printSession(between("2022-03-26T21:00:00Z", "2022-03-27T02:00:00Z"), "en"))).toBe(
      "Saturday 26 March 2022, 22:00 (Brussels, UTC+1) to Sunday 27 March 2022, 04:00 (Brussels, UTC+2)",
    );
    expect(spaces(printSession(between("2022-03-27T00:00:00Z", "2022-03-27T02:00:00Z"), "en"))).toBe(
      "Sunday 27 March 2022, 01:00 (Brussels, UTC+1) to Sunday 27 March 2022, 04:00 (Brussels, UTC+2)",
    );
  });

  it("stands beside the reader's own time only where that differs", () => {
    expect(spaces(printSessionThere(afternoon, "Africa/Nairobi", "en"))).toBe(
      "Your local time: 16:00 to 20:00 (Nairobi, UTC+3)",
    );
    expect(printSessionThere(afternoon, "Europe/Vienna", "en")).toBeUndefined();
    expect(printSessionThere(afternoon, null, "en")).toBeUndefined();
    expect(spaces(printSessionThere(between("2022-03-22T13:00:00Z", "2022-03-22T14:30:00Z"), "Asia/Tokyo", "fr"))).toBe(
      "À votre heure locale : de 22 h 00 à 23 h 30 (Tokyo, UTC+9)",
    );
    expect(spaces(printSessionThere(between("2022-03-22T15:00:00Z", "2022-03-22T16:00:00Z"), "Asia/Tokyo", "en"))).toBe(
      "Your local time: Wednesday 23 March 2022, 00:00 to 01:00 (Tokyo, UTC+9)",
    );
  });
});

describe("a deadline and a day", () => {
  it("74 · keep the wall time that was resolved, whatever the zone data say now", () => {
    const moment = {
      wall: "2026-11-23T09:00",
      zone: "Africa/Casablanca",
      offset: "+01:00",
      instant: "2026-11-23T08:00:00Z",
    };
    expect(spaces(printMoment(moment, "en"))).toBe("Monday 23 November 2026, 09:00 (Casablanca, UTC+1)");
  });

  it("are printed in each language, the first of a month as the French say it", () => {
    expect(spaces(printInstant("2022-04-01T16:05:00Z", "Europe/Brussels", "fr"))).toBe(
      "vendredi 1er avril 2022 à 18 h 05 (Bruxelles, UTC+2)",
    );
    expect(spaces(printMomentThere(momentAt("2022-03-11T17:00:00Z", "Europe/Brussels"), "Africa/Nairobi", "ar"))).toBe(
      "بتوقيتكم المحلي: الساعة 20:00 (نيروبي، UTC+3)",
    );
    expect(spaces(printMomentThere(momentAt("2022-03-11T22:00:00Z", "Europe/Brussels"), "Africa/Nairobi", "en"))).toBe(
      "Your local time: Saturday 12 March 2022, 01:00 (Nairobi, UTC+3)",
    );
    expect(printDays([afternoon], "en")).toBe("22 March 2022");
    expect(printDays([between("2022-03-23T08:00:00Z", "2022-03-23T15:00:00Z"), afternoon], "fr")).toBe(
      "du 22 au 23 mars 2022",
    );
    expect(printDays([afternoon, between("2022-04-01T08:00:00Z", "2022-04-01T09:00:00Z")], "ar")).toBe(
      "من 22 مارس 2022 إلى 1 أبريل 2022",
    );
    expect(printDays([], "en")).toBe("");
  });

  it("70 · name every offset from UTC", () => {
    const offsets = ["+00:00", "-00:30", "+05:45", "-03:00", "+10:30", "+14:00", "+00:17:30"];
    expect(offsets.map(offsetName)).toEqual([
      "UTC",
      "UTC−0:30",
      "UTC+5:45",
      "UTC−3",
      "UTC+10:30",
      "UTC+14",
      "UTC+0:17:30",
    ]);
    expect(spaces(printInstant("2022-03-22T13:00:00Z", "UTC", "en"))).toBe("Tuesday 22 March 2022, 13:00 (UTC)");
    expect(spaces(printInstant("2022-03-22T13:00:00Z", "Australia/Lord_Howe", "en"))).toBe(
      "Wednesday 23 March 2022, 00:00 (Lord Howe, UTC+11)",
    );
  });
});
