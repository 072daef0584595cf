import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { isRefusal } from "#domain/refusal";
import { printed, resolveDeadline, resolveTime } from "#domain/wall-time";

/** A change of a zone's clocks: the instant in seconds, and the offsets before and after in minutes. */
interface Change {
  readonly zone: string;
  readonly at: number;
  readonly before: number;
  readonly after: number;
}
const seconds = (instant: string) => Date.parse(instant) / 1000;
const [FROM, UNTIL] = [seconds("2020-01-01T00:00:00Z"), seconds("2031-01-01T00:00:00Z")];
const DAY = 86_400;
const zones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", "Antarctica/Troll"])];

/** Minutes east of UTC, as Intl says it: not by the polyfill that is tested. */
function clockOf(zone: string) {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset", year: "numeric" });
  return (at: number): number => {
    const [, sign, hours, minutes] = /GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(format.format(at * 1000)) ?? [];
    return sign === undefined ? 0 : (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  };
}

/** Every change of a zone, by looking each ten days and halving: no zone of these years changes twice within them. */
function changesOf(zone: string): Change[] {
  const offsetAt = clockOf(zone);
  const changes: Change[] = [];
  for (let start = FROM, before = offsetAt(FROM); start < UNTIL; start += 10 * DAY) {
    const after = offsetAt(start + 10 * DAY);
    if (after === before) continue;
    let [low, high] = [start, start + 10 * DAY];
    while (high - low > 60) {
      const middle = low + Math.floor((high - low) / 120) * 60;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ zone, at: high, before, after });
    before = after;
  }
  return changes;
}

const text = (value: number) => new Date(value * 1000).toISOString();
const wallAt = (at: number, offset: number) => text(at + offset * 60).slice(0, 16);
const instantAt = (at: number) => `${text(at).slice(0, 19)}Z`;
const offsetText = (minutes: number) => `${minutes < 0 ? "-" : "+"}${text(Math.abs(minutes) * 60).slice(11, 16)}`;
/** Minutes of a stretch that are looked at: its first, its last, and another one between at every change. */
const within = (minutes: number, index: number) => [0, (index * 7) % minutes, minutes - 1] as const;

const resolved = (said: string, zone: string) => {
  const found = resolveTime(said, zone, "2025b");
  return isRefusal(found) ? { code: found.code, choices: found.details["choices"] } : found;
};
/** All that differs from what is expected, so that one expectation covers thousands of times. */
const wrong: string[] = [];
const compare = (said: string, zone: string, expected: object) => {
  const found = resolved(said, zone);
  const same = Object.entries(expected).every(
    ([name, value]) => JSON.stringify(Reflect.get(found, name)) === JSON.stringify(value),
  );
  if (!same) wrong.push(`${zone} ${said}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`);
};

const changes = zones.flatMap(changesOf);

describe("69 · every change of every zone's clocks from 2020 to 2030", () => {
  it("is found, and among them are those that are easily forgotten", () => {
    const of = (zone: string) => changes.filter((change) => change.zone === zone);
    expect(zones.length).toBeGreaterThan(400);
    expect(changes.length).toBeGreaterThan(2500);
    expect(new Set(of("Australia/Lord_Howe").map(({ before, after }) => Math.abs(after - before)))).toEqual(
      new Set([30]),
    );
    expect(new Set(of("Antarctica/Troll").map(({ before, after }) => Math.abs(after - before)))).toEqual(
      new Set([120]),
    );
    expect(of("Africa/Casablanca").length).toBeGreaterThan(10);
    expect(of("Africa/Khartoum")).toEqual([]);
  });

  it("forward: every time between is refused with the last minute before and the first after", () => {
    const gaps = changes.filter(({ before, after }) => after > before);
    for (const [index, { zone, at, before, after }] of gaps.entries()) {
      const choices = [`${wallAt(at - 60, before)}${offsetText(before)}`, `${wallAt(at, after)}${offsetText(after)}`];
      for (const minute of within(after - before, index))
        compare(wallAt(at + minute * 60, before), zone, { code: "no-such-time", choices });
      compare(choices[0] ?? "", zone, { instant: instantAt(at - 60), offset: offsetText(before) });
      compare(choices[1] ?? "", zone, { instant: instantAt(at), offset: offsetText(after) });
    }
    expect(wrong).toEqual([]);
    expect(gaps.length).toBeGreaterThan(1000);
  });

  it("back: every time between comes twice, and each offset means exactly one of the two", () => {
    const overlaps = changes.filter(({ before, after }) => after < before);
    for (const [index, { zone, at, before, after }] of overlaps.entries()) {
      const minutes = within(before - after, index);
      const wall = (minute: number) => wallAt(at + minute * 60, after);
      for (const minute of minutes)
        compare(wall(minute), zone, {
          code: "time-twice",
          choices: [before, after].map((offset) => `${wall(minute)}${offsetText(offset)}`),
        });
      const [, between] = minutes;
      for (const offset of [before, after])
        compare(`${wall(between)}${offsetText(offset)}`, zone, {
          wall: wall(between),
          instant: instantAt(at + (between + after - offset) * 60),
          offset: offsetText(offset),
        });
    }
    expect(wrong).toEqual([]);
    expect(overlaps.length).toBeGreaterThan(1000);
  });

  it("before and after it, every time is itself again on the clocks of the zone, with its offset", () => {
    for (const { zone, at, before, after } of changes) {
      const width = Math.abs(after - before) * 60;
      for (const [instant, offset] of [
        [at - width - 60, before],
        [at + width, after],
      ] as const) {
        const wall = wallAt(instant, offset);
        compare(wall, zone, { wall, zone, instant: instantAt(instant), offset: offsetText(offset) });
      }
    }
    expect(wrong).toEqual([]);
  });

  it("a day alone ends with the last minute that is still of that day there", () => {
    const late: string[] = [];
    for (const { zone, at, before } of changes) {
      const day = wallAt(at - 60, before).slice(0, 10);
      const found = resolveDeadline(day, zone, "2025b");
      if (isRefusal(found)) {
        late.push(`${zone} ${day}: ${found.sentence}`);
        continue;
      }
      const there = (shift: number) =>
        Temporal.Instant.from(found.instant).add({ minutes: shift }).toZonedDateTimeISO(zone).toPlainDate().toString();
      if (there(0) !== day || there(1) === day) late.push(`${zone} ${day}: ${printed(found)}`);
    }
    expect(late).toEqual([]);
  });
});

describe("a time on any day, far from every change", () => {
  it("formats back to itself in every zone, and is printed with its offset", () => {
    for (const zone of zones) {
      const offsetAt = clockOf(zone);
      for (let at = FROM + 12 * 3600; at < UNTIL; at += 211 * DAY) {
        const offset = offsetAt(at);
        if (offsetAt(at - DAY) !== offset || offsetAt(at + DAY) !== offset) continue;
        const wall = wallAt(at, offset);
        compare(wall, zone, { wall, zone, instant: instantAt(at), offset: offsetText(offset), tzdata: "2025b" });
      }
    }
    expect(wrong).toEqual([]);
  });
});
