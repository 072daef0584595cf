import { describe, expect, test } from "vitest";
import { InvalidExpression, parseExpression } from "#lib/local/cron";

function runs(expression: string, from: string, timezone = "UTC", count = 3): string[] {
  const parsed = parseExpression(expression, timezone);
  const found: string[] = [];
  for (let run = parsed.first(Date.parse(from)); run !== undefined && found.length < count; run = parsed.next(run)) {
    found.push(new Date(run).toISOString().replace(":00.000Z", "Z"));
  }
  return found;
}

describe("cron in AWS's dialect", () => {
  test.each<[string, string, string[]]>([
    ["0 9 ? * 1 *", "1 is Sunday", ["2026-10-25T09:00Z", "2026-11-01T09:00Z", "2026-11-08T09:00Z"]],
    ["0 9 ? * MON-FRI *", "days have names", ["2026-10-26T09:00Z", "2026-10-27T09:00Z", "2026-10-28T09:00Z"]],
    ["0 9 ? * 2-6 *", "and numbers", ["2026-10-26T09:00Z", "2026-10-27T09:00Z", "2026-10-28T09:00Z"]],
    [
      "0/15 9 * * ? *",
      "0/15 is every fifteen minutes",
      ["2026-10-25T09:00Z", "2026-10-25T09:15Z", "2026-10-25T09:30Z"],
    ],
    ["40/15 9 * * ? *", "a step starts anywhere", ["2026-10-25T09:40Z", "2026-10-25T09:55Z", "2026-10-26T09:40Z"]],
    ["*/20 8-9 * * ? *", "*/20", ["2026-10-25T08:00Z", "2026-10-25T08:20Z", "2026-10-25T08:40Z"]],
    ["0 9 L * ? *", "L is the last day of the month", ["2026-10-31T09:00Z", "2026-11-30T09:00Z", "2026-12-31T09:00Z"]],
    [
      "0 9 15W * ? *",
      "15W is the weekday nearest to the 15th",
      ["2026-11-16T09:00Z", "2026-12-15T09:00Z", "2027-01-15T09:00Z"],
    ],
    ["0 9 ? * 6L *", "6L is the last Friday", ["2026-10-30T09:00Z", "2026-11-27T09:00Z", "2026-12-25T09:00Z"]],
    ["0 9 ? * L *", "L alone is Saturday", ["2026-10-31T09:00Z", "2026-11-07T09:00Z", "2026-11-14T09:00Z"]],
    ["0 9 ? * 2#1 *", "2#1 is the first Monday", ["2026-11-02T09:00Z", "2026-12-07T09:00Z", "2027-01-04T09:00Z"]],
    ["0 9 ? * 1#1 *", "1#1 is the first Sunday", ["2026-11-01T09:00Z", "2026-12-06T09:00Z", "2027-01-03T09:00Z"]],
    [
      "0 9 1 JAN,JUL ? 2027-2028",
      "a range of years ends",
      ["2027-01-01T09:00Z", "2027-07-01T09:00Z", "2028-01-01T09:00Z"],
    ],
    ["0 9 1 1 ? 2027/3", "years have steps", ["2027-01-01T09:00Z", "2030-01-01T09:00Z", "2033-01-01T09:00Z"]],
    ["0 9 1 1 ? 2027", "a single year runs once", ["2027-01-01T09:00Z"]],
    ["0 9 1 1 ? 2020", "a year that is over never runs", []],
    ["0 9 31 2 ? *", "a day that never comes", []],
  ])("cron(%s): %s", (fields, _, expected) => {
    expect(runs(`cron(${fields})`, "2026-10-25T00:00:00Z")).toEqual(expected);
  });

  test("a schedule that starts on its very instant runs then", () => {
    expect(runs("cron(0 9 * * ? *)", "2026-10-25T09:00:00Z", "UTC", 1)).toEqual(["2026-10-25T09:00Z"]);
  });

  test("what falls into the hour that Paris skips is left out", () => {
    expect(runs("cron(30 2 * * ? *)", "2026-03-28T00:00:00Z", "Europe/Paris", 2)).toEqual([
      "2026-03-28T01:30Z",
      "2026-03-30T00:30Z",
    ]);
  });

  test("what falls into the hour that Paris repeats runs once", () => {
    expect(runs("cron(30 2 * * ? *)", "2026-10-24T12:00:00Z", "Europe/Paris", 2)).toEqual([
      "2026-10-25T00:30Z",
      "2026-10-26T01:30Z",
    ]);
  });

  test("nine o'clock stays nine o'clock when the clocks change", () => {
    expect(runs("cron(0 9 * * ? *)", "2026-10-24T00:00:00Z", "Europe/Paris", 2)).toEqual([
      "2026-10-24T07:00Z",
      "2026-10-25T08:00Z",
    ]);
  });

  test.each([
    "0 9 * * * *",
    "0 9 ? * ? *",
    "0 9 * * ?",
    "0 9 * * ? * *",
    "60 9 * * ? *",
    "0 24 * * ? *",
    "0 9 32 * ? *",
    "0 9 0 * ? *",
    "0 9 1 13 ? *",
    "0 9 ? * 0 *",
    "0 9 ? * 8 *",
    "0 9 ? * 2#6 *",
    "0 9 ? * 2/2 *",
    "0 9 ? * FRI-MON *",
    "0 9 ? * DIM *",
    "0 9 1 1 ? 1969",
    "0 9 1 1 ? 2200",
    "0/0 9 * * ? *",
    "1-2-3 9 * * ? *",
    "0 9 LW * ? *",
    "0 9 L-3 * ? *",
    "0 ? * * ? *",
    "",
  ])("refuses cron(%s)", (fields) => {
    expect(() => parseExpression(`cron(${fields})`)).toThrow(InvalidExpression);
  });
});

describe("rate and at", () => {
  test("a rate starts at once and goes on", () => {
    expect(runs("rate(1 day)", "2026-10-25T10:00:00Z")).toEqual([
      "2026-10-25T10:00Z",
      "2026-10-26T10:00Z",
      "2026-10-27T10:00Z",
    ]);
    expect(runs("rate(90 minutes)", "2026-10-25T10:00:00Z", "UTC", 2)).toEqual([
      "2026-10-25T10:00Z",
      "2026-10-25T11:30Z",
    ]);
  });

  test("a day is 24 hours, whatever the clocks do", () => {
    expect(runs("rate(1 day)", "2026-10-24T10:00:00Z", "Europe/Paris", 2)).toEqual([
      "2026-10-24T10:00Z",
      "2026-10-25T10:00Z",
    ]);
  });

  test.each([
    ["UTC", "2026-11-01T09:00Z"],
    ["Africa/Nairobi", "2026-11-01T06:00Z"],
    ["America/New_York", "2026-11-01T14:00Z"],
    ["Asia/Kathmandu", "2026-11-01T03:15Z"],
  ])("at() in %s happens once", (timezone, expected) => {
    expect(runs("at(2026-11-01T09:00:00)", "2026-10-25T00:00:00Z", timezone)).toEqual([expected]);
  });

  test("at() keeps its instant when it has passed", () => {
    expect(runs("at(2020-01-01T00:00:00)", "2026-10-25T00:00:00Z")).toEqual(["2020-01-01T00:00Z"]);
  });

  test.each([
    "rate(1 days)",
    "rate(5 minute)",
    "rate(0 minutes)",
    "rate(-1 hours)",
    "rate(5 weeks)",
    "rate(5minutes)",
    "at(2026-02-30T09:00:00)",
    "at(2026-11-01T09:00)",
    "at(2026-11-01T09:00:00Z)",
    "at(2026-11-01T25:00:00)",
    "every day",
    "Rate(1 day)",
    "rate(1 day) ",
  ])("refuses %s", (expression) => {
    expect(() => parseExpression(expression)).toThrow(InvalidExpression);
  });

  test("refuses a time zone that does not exist", () => {
    expect(() => parseExpression("rate(1 day)", "Mars/Base")).toThrow("Timezone");
  });
});
