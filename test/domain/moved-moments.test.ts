import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Convocation } from "#domain/convocation";
import { type Moment, meanings, plusSeconds } from "#domain/instant";
import { momentsOf, movedMoments } from "#domain/moved-moments";
import { convened } from "#test/domain/examples";

const NOW = "2022-02-01T00:00:00Z";
const real = convened();
const whats = momentsOf(real).map(({ what }) => what);

/** The meeting as an older release would have stored it, by zone data that had another offset at some of its times. */
function storedBefore(moved: ReadonlyMap<string, number>): Convocation {
  const older = (what: string, moment: Moment): Moment => {
    const minutes = moved.get(what);
    return minutes === undefined
      ? moment
      : { ...moment, instant: plusSeconds(moment.instant, minutes * 60), tzdata: "2021a" };
  };
  return {
    ...real,
    answersBy: older("answers by", real.answersBy),
    namesBy: older("names by", real.namesBy),
    parts: real.parts.map((part) => ({
      ...part,
      sessions: part.sessions.map(({ from, until }, index) => ({
        from: older(`${part.id}, session ${index + 1} begins`, from),
        until: older(`${part.id}, session ${index + 1} ends`, until),
      })),
    })),
  };
}

describe("74 · stored moments, by the zone data of now", () => {
  it("are the deadlines and both ends of every session", () => {
    expect(whats).toEqual([
      "answers by",
      "names by",
      "sc-2022-03, session 1 begins",
      "sc-2022-03, session 1 ends",
      "som-8, session 1 begins",
      "som-8, session 1 ends",
      "som-8, session 2 begins",
      "som-8, session 2 ends",
    ]);
    expect(movedMoments(real, meanings, NOW)).toEqual([]);
  });
  it("that moved are found, exactly those, with what they were and what they are", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...whats), fc.constantFrom(-120, -60, -30, 30, 60, 1440)), {
          selector: ([what]) => what,
        }),
        (shifts) => {
          const found = movedMoments(storedBefore(new Map(shifts)), meanings, NOW);
          expect(found.map(({ what }) => what).sort()).toEqual(shifts.map(([what]) => what).sort());
          for (const { what, was, now } of found) {
            const today = momentsOf(real).find((held) => held.what === what)?.moment;
            expect(was).toMatchObject({ tzdata: "2021a", wall: today?.wall });
            expect(now).toEqual([{ instant: today?.instant, offset: today?.offset }]);
          }
        },
      ),
    );
  });
  it("hold where only the version changed", () => {
    const older = momentsOf(real).map(({ moment }) => ({ ...moment, tzdata: "2021a" }));
    expect(movedMoments({ answersBy: older[0]!, namesBy: older[1]!, parts: [] }, meanings, NOW)).toEqual([]);
  });
  it("that come twice hold as long as the chosen instant is one of the two", () => {
    const twice = (instant: string, offset: string): Moment => ({
      wall: "2022-10-30T02:30",
      zone: "Europe/Brussels",
      instant,
      offset,
      tzdata: "2021a",
    });
    const at = (moment: Moment) => movedMoments({ answersBy: moment, namesBy: moment, parts: [] }, meanings, NOW);
    expect(at(twice("2022-10-30T00:30:00Z", "+02:00"))).toEqual([]);
    expect(at(twice("2022-10-30T01:30:00Z", "+01:00"))).toEqual([]);
    expect(at(twice("2022-10-30T02:30:00Z", "+00:00"))[0]?.now).toEqual([
      { instant: "2022-10-30T00:30:00Z", offset: "+02:00" },
      { instant: "2022-10-30T01:30:00Z", offset: "+01:00" },
    ]);
  });
  it("70 · in Casablanca, when Morocco gives its summer time up", () => {
    const moment: Moment = {
      wall: "2026-11-23T09:00",
      zone: "Africa/Casablanca",
      instant: "2026-11-23T08:00:00Z",
      offset: "+01:00",
      tzdata: "2025b",
    };
    const today = { instant: "2026-11-23T09:00:00Z", offset: "+00:00" };
    expect(movedMoments({ answersBy: moment, namesBy: moment, parts: [] }, () => [today], NOW)).toEqual([
      { what: "answers by", was: moment, now: [today] },
      { what: "names by", was: moment, now: [today] },
    ]);
  });
  it("that the clocks leave out now have no meaning", () => {
    const found = movedMoments(real, () => [], NOW);
    expect(found.map(({ what, now }) => [what, now])).toEqual(whats.map((what) => [what, []]));
  });
  it("that are over by both readings are left out; by one of them, not", () => {
    const stored = storedBefore(new Map(whats.map((what) => [what, 60])));
    const { instant } = real.answersBy;
    const named = (at: string) => movedMoments(stored, meanings, at).map(({ what }) => what);
    expect(named(instant)).toContain("answers by");
    expect(named(plusSeconds(instant, 3600))).not.toContain("answers by");
    expect(named("2022-03-24T00:00:00Z")).toEqual([]);
  });
});
