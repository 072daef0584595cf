import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { daysNamed } from "#domain/named-days";

const DAYS = ["2022-03-01", "2022-03-22", "2022-03-23", "2022-03-24", "2022-08-03"];

describe("the days that a text names", () => {
  it.each([
    ["ISO", "on 2022-03-22.", ["2022-03-22"]],
    ["ISO with a time", "2022-03-22T14:00", ["2022-03-22"]],
    ["with dots, the year first", "2022.03.22", ["2022-03-22"]],
    ["in words", "on 22 March 2022 in Brussels", ["2022-03-22"]],
    ["in words, American", "on Tuesday, March 22nd, 2022", ["2022-03-22"]],
    ["in capitals", "22 MARCH 2022", ["2022-03-22"]],
    ["cut short", "22 Mar. 2022", ["2022-03-22"]],
    ["ordinal, with of", "the 22nd of March", ["2022-03-22"]],
    ["two days with a dash", "22–23 March 2022", ["2022-03-22", "2022-03-23"]],
    ["two days with a hyphen that does not break", "22\u201123 March 2022", ["2022-03-22", "2022-03-23"]],
    ["two days, American", "March 22–23, 2022", ["2022-03-22", "2022-03-23"]],
    ["a span, and the day within", "from 22 to 24 March 2022", ["2022-03-22", "2022-03-23", "2022-03-24"]],
    ["a list, and not the day within", "22 and 24 March 2022", ["2022-03-22", "2022-03-24"]],
    ["figures", "22/03/2022", ["2022-03-22"]],
    ["figures without a nought", "3/8/2022", ["2022-08-03"]],
    ["figures, American where nothing else is possible", "03/22/2022", ["2022-03-22"]],
    ["figures, two days", "22-23/03/2022", ["2022-03-22", "2022-03-23"]],
    ["French", "le mardi 22 mars 2022", ["2022-03-22"]],
    ["French, the first", "le 1er mars", ["2022-03-01"]],
    ["French, the first, raised", "le 1ᵉʳ mars 2022", ["2022-03-01"]],
    ["French, a span", "du 22 au 24 mars 2022", ["2022-03-22", "2022-03-23", "2022-03-24"]],
    ["French, with spaces that do not break", "22\u00A0mars\u202F2022", ["2022-03-22"]],
    ["French, with and without its accent", "3 août 2022, 3 aout 2022", ["2022-08-03"]],
    ["Arabic", "في 22 مارس 2022", ["2022-03-22"]],
    ["Arabic, its own figures", "٢٢ مارس ٢٠٢٢", ["2022-03-22"]],
    ["Persian figures", "۲۲ مارس ۲۰۲۲", ["2022-03-22"]],
    ["Arabic, Levantine", "٢٢ آذار ٢٠٢٢", ["2022-03-22"]],
    ["Arabic, Levantine without the sign on its alif", "22 اذار 2022", ["2022-03-22"]],
    ["Arabic, both names, two days", "يومي 22 و23 آذار/مارس 2022", ["2022-03-22", "2022-03-23"]],
    ["Arabic, a span", "من 22 إلى 24 مارس 2022", ["2022-03-22", "2022-03-23", "2022-03-24"]],
    ["Arabic, Maghreb", "3 أوت 2022 أو 3 غشت 2022", ["2022-08-03"]],
    ["Arabic, with marks of direction", "\u200F22\u200F مارس\u200F 2022", ["2022-03-22"]],
    ["without a year", "See you on 22 March!", ["2022-03-22"]],
    ["the year after both days", "22 March to 24 March 2022", ["2022-03-22", "2022-03-24"]],
  ])("%s", (_, text, days) => {
    expect(daysNamed(text, DAYS)).toEqual(days);
  });
  it.each([
    "22 March 2021",
    "22 March to 24 March 2023",
    "122 March 2022",
    "in March 2022",
    "22 march on Brussels",
    "Resolution 2022/22",
    "22 mar",
    "22 martians",
    "12022-03-22",
    "32/03/2022",
    "",
  ])("are not in %j", (text) => {
    expect(daysNamed(text, DAYS)).toEqual([]);
  });
  it.each([
    ["22 may attend", "22 May: attend"],
    ["15 may 15", "15 May"],
  ])("%j is no date, %j is one", (verb, month) => {
    const days = ["2022-05-22", "2022-05-15"];
    expect(daysNamed(verb, days)).toEqual([]);
    expect(daysNamed(month, days)).toHaveLength(1);
  });

  const instant = fc.date({
    min: new Date("2000-01-01T00:00:00Z"),
    max: new Date("2099-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  const written = ["en-GB", "en-US", "fr-FR", "ar-EG", "ar-LB", "ar-TN", "ar-MA", "en-ZA"].flatMap((locale) =>
    (["long", "full"] as const).map((dateStyle) => new Intl.DateTimeFormat(locale, { dateStyle, timeZone: "UTC" })),
  );
  it("are found in whatever way the world's own formats write them, and no other day of that month is", () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...written), (date, format) => {
        const day = date.toISOString().slice(0, 10);
        const month = Array.from(
          { length: 31 },
          (_, index) => `${day.slice(0, 8)}${String(index + 1).padStart(2, "0")}`,
        );
        expect(daysNamed(`The meeting of ${format.format(date)} has a new date.`, month)).toEqual([day]);
      }),
      { numRuns: 300 },
    );
    expect.hasAssertions();
  });
  it("are looked for in whatever text without a fault, quickly", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        expect(DAYS).toEqual(expect.arrayContaining(daysNamed(text, DAYS)));
      }),
    );
    for (const hostile of ["1 and ", "22 - ", "March ", "1/", "22,", "من "])
      expect(daysNamed(hostile.repeat(200_000 / hostile.length), DAYS)).toEqual([]);
  });
});
