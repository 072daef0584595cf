import { describe, expect, it } from "vitest";
import { addressedOn, together } from "#domain/joint";
import type { FocalPoint, Registry } from "#domain/registry";
import { emptyRegistry } from "#test/domain/examples";

const point = (person: string, rank: FocalPoint["rank"], change: Partial<FocalPoint> = {}): FocalPoint => ({
  code: "UG",
  person,
  role: rank === null ? "mission" : "focal-point",
  rank,
  from: "2020-01-01",
  until: null,
  assumed: false,
  ...change,
});
const named = (...focalPoints: FocalPoint[]): Registry => ({ ...emptyRegistry, focalPoints });
const on = (registries: Registry[], same?: (person: string) => string) =>
  addressedOn(registries, "UG", "2022-03-22", same).map(({ point: { person }, entitled }) => [person, entitled]);

describe("whom a party is written to", () => {
  it.each<[string, Registry[], [string, boolean][]]>([
    ["nobody", [named()], []],
    [
      "the primary, the deputy, then others by their ids",
      [named(point("m2", null), point("m1", null), point("d", "deputy"), point("p", "primary"))],
      [
        ["p", true],
        ["d", true],
        ["m1", true],
        ["m2", true],
      ],
    ],
    [
      "others by their ids in whatever order their terms stand",
      [named(point("m1", null), point("m3", null), point("m2", null))],
      [
        ["m1", true],
        ["m2", true],
        ["m3", true],
      ],
    ],
    [
      "one person with two terms once",
      [named(point("p", "primary"), point("p", "deputy", { from: "2021-01-01" }))],
      [["p", true]],
    ],
    ["nobody whose term is over", [named(point("p", "primary", { until: "2022-03-21" }))], []],
    [
      "the second dialogue's focal points a copy, its missions none",
      [named(point("p", "primary")), named(point("q", "primary"), point("r", "deputy"), point("m", null))],
      [
        ["p", true],
        ["q", false],
        ["r", false],
      ],
    ],
    [
      "the second dialogue's, who answer, where the first has nobody on that day",
      [named(point("p", "primary", { until: "2021-12-31" })), named(point("q", "primary"), point("m", null))],
      [
        ["q", true],
        ["m", true],
      ],
    ],
    [
      "the third one's a copy too",
      [named(point("p", "primary")), named(), named(point("q", "primary"))],
      [
        ["p", true],
        ["q", false],
      ],
    ],
  ])("%s", (_, registries, expected) => {
    expect(on(registries)).toEqual(expected);
  });
  it("knows one person by two ids", () => {
    expect(on([named(point("p", "primary")), named(point("q", "primary"))], () => "one")).toEqual([["p", true]]);
  });
});

describe("registries together", () => {
  it("of one dialogue are that one", () => {
    const registry = named(point("p", "primary"));
    expect(together([registry])).toBe(registry);
  });
  it("have each party once, as the first has it, and every term", () => {
    const party = (en: string) =>
      ({
        code: "UG",
        kind: "partner-state",
        region: "africa",
        names: { en, fr: en, ar: en },
        language: "en",
        timeZone: "Africa/Kampala",
      }) as const;
    const both = together([
      { ...named(point("p", "primary")), parties: [party("Uganda")] },
      { ...named(point("q", "primary")), parties: [party("Another"), { ...party("Rwanda"), code: "RW" }] },
    ]);
    expect(both.parties.map(({ code, names }) => [code, names.en])).toEqual([
      ["UG", "Uganda"],
      ["RW", "Rwanda"],
    ]);
    expect(both.focalPoints.map(({ person }) => person)).toEqual(["p", "q"]);
  });
  it("of none are empty", () => {
    expect(together([])).toEqual(emptyRegistry);
  });
});
