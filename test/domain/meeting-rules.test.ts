import { describe, expect, it } from "vitest";
import { type Asked, convene } from "#domain/convocation";
import { type AskedPart, daysOf } from "#domain/part";
import { isRefusal } from "#domain/refusal";
import { conveneMeeting } from "#events/commands/convene-meeting.v1";
import { convened, som8 } from "#test/domain/examples";

const NOW = "2022-01-31T08:00:00Z";
const [committee, som] = som8.parts;
const withPart = (change: Partial<AskedPart>): Asked => ({ ...som8, parts: [committee!, { ...som!, ...change }] });
const code = (asked: Asked) => {
  const decided = convene(asked, NOW, "2025b");
  return isRefusal(decided) ? decided.code : "convened";
};
const trainer = (modality: "in-person" | "online") =>
  ({ contributors: [{ party: "FRONTEX", capacity: "Trainer", modality }] }) as const;
const place = { country: "BE", city: "Brussels" };
const session = (day: string, from: string, until: string) => ({ day, from, until });

describe("a meeting that contradicts itself is refused", () => {
  it.each<[string, Partial<AskedPart>, string]>([
    ["a party that is host and co-host", { hosts: ["CH", "ET"], coHosts: ["ET"] }, "two-roles"],
    ["the chair as co-chair", { chair: "NL", coChairs: ["NL"] }, "two-roles"],
    ["a place of a meeting online", { modality: "online", place }, "online-with-place"],
    ["82 · two heads of one delegation", { quota: { byCapacity: { HeadOfDelegation: 2 } } }, "one-head"],
    [
      "82 · a quota by Capacity above the total",
      { quota: { total: 2, byCapacity: { Adviser: 3 } } },
      "quota-above-total",
    ],
    ["82 · a room that one delegation fills", { capacity: 3, quota: { total: 4 } }, "room-too-small"],
    [
      "82 · a room that one delegation fills, by Capacity alone",
      { modality: "hybrid", capacity: 3, quota: { byCapacity: { HeadOfDelegation: 1, Adviser: 3 } } },
      "room-too-small",
    ],
    ["a trainer online in a room", trainer("online"), "contributor-online"],
    [
      "a trainer in the room of a meeting online",
      { modality: "online", ...trainer("in-person") },
      "contributor-in-person",
    ],
    ["a meeting that prepares itself", { preparesFor: "som-8" }, "names-itself"],
    ["a meeting that builds on itself", { buildsOn: ["som-8"] }, "names-itself"],
    ["a meeting that is the first since itself", { firstInPersonSince: "som-8" }, "names-itself"],
    ["a meeting that prepares an earlier part", { preparesFor: "sc-2022-03" }, "prepares-earlier"],
    ["neither host, chair nor organiser", { organisers: [], chair: undefined! }, "nobody-convenes"],
  ])("%s", (_, change, refusal) => {
    expect(code(withPart(change))).toBe(refusal);
  });
  it.each<[string, Partial<AskedPart>]>([
    ["that builds on a later part", { buildsOn: ["som-8"] }],
    ["that is the first in person since a later part", { firstInPersonSince: "som-8" }],
  ])("an earlier part %s", (_, change) => {
    expect(code({ ...som8, parts: [{ ...committee!, ...change }, som!] })).toBe("builds-on-later");
  });
  it("in a sentence that says what to do", () => {
    for (const change of [
      { modality: "online", place } as const,
      trainer("online"),
      { capacity: 1, quota: { total: 2 } },
    ])
      expect(convene(withPart(change), NOW, "2025b")).toMatchObject({
        sentence: expect.stringMatching(/som-8.*\. (Leave|Say|Raise) .*\.$/),
      });
  });
});

describe("what is allowed at the edges", () => {
  it.each<[string, Partial<AskedPart>]>([
    ["a trainer online in a hybrid meeting", { modality: "hybrid", ...trainer("online") }],
    ["a trainer in the room of a hybrid meeting", { modality: "hybrid", place, ...trainer("in-person") }],
    ["a speaker online in a meeting online", { modality: "online", ...trainer("online") }],
    ["a speaker in the room", trainer("in-person")],
    ["a room that one delegation just fits", { capacity: 4, quota: { total: 4 } }],
    ["a delegation without a head", { quota: { byCapacity: { HeadOfDelegation: 0, Expert: 2 } } }],
    ["a quota by Capacity that reaches the total", { quota: { total: 3, byCapacity: { Adviser: 3 } } }],
    ["a room of a meeting online, which nobody enters", { modality: "online", capacity: 1, quota: { total: 2 } }],
    ["one line of the agenda twice", { agenda: [{ en: "Coffee" }, { en: "Coffee" }] }],
    ["a meeting that builds on an earlier part", { buildsOn: ["sc-2022-03"] }],
    ["a meeting that prepares one that is not here", { preparesFor: "som-9" }],
    ["a host without an organiser or a chair", { organisers: [], chair: undefined!, hosts: ["KE"] }],
  ])("%s", (_, change) => {
    expect(code(withPart(change))).toBe("convened");
  });
  it("an earlier part that prepares a later one", () => {
    expect(code({ ...som8, parts: [{ ...committee!, preparesFor: "som-8" }, som!] })).toBe("convened");
  });
});

describe("82 · a room's size", () => {
  it.each([0, -1, 2 ** 53, 1.5, Number.NaN, "20"])("of %s is refused by the contract", (capacity) => {
    const parts = [{ ...committee, capacity }];
    expect(conveneMeeting.schema.safeParse({ commandId: "c-1", ...som8, parts }).success).toBe(false);
  });
  it.each([0, -1, 2 ** 53])("a delegation's quota of %s too", (total) => {
    const parts = [{ ...committee, quota: { total } }];
    expect(conveneMeeting.schema.safeParse({ commandId: "c-1", ...som8, parts }).success).toBe(false);
  });
});

describe("a series", () => {
  const module = (day: string, number?: number): AskedPart => ({
    ...committee!,
    id: `webinar-${day}`,
    sessions: [session(day, "10:00", "12:30")],
    ...(number !== undefined && { module: number }),
  });
  it.each<[string, AskedPart[]]>([
    ["a gap", [module("2022-04-01", 1), module("2022-05-01", 3)]],
    ["a module twice", [module("2022-04-01", 1), module("2022-05-01", 1)]],
    ["modules against the order of days", [module("2022-04-01", 2), module("2022-05-01", 1)]],
    ["a part that is no module", [module("2022-04-01", 1), module("2022-05-01")]],
    ["a first module that is not 1", [module("2022-04-01", 2)]],
  ])("with %s is refused, with the numbers as they are", (_, parts) => {
    const decided = convene({ ...som8, parts }, NOW, "2025b");
    expect(decided).toMatchObject({
      code: "series-broken",
      sentence: expect.stringMatching(/these are .*Number every part/),
    });
  });
  it("of two modules in order is one convocation", () => {
    expect(code({ ...som8, parts: [module("2022-04-01", 1), module("2022-05-01", 2)] })).toBe("convened");
  });
});

describe("how long a meeting takes", () => {
  const days = (...sessions: [string, string, string][]) =>
    daysOf(convened(withPart({ sessions: sessions.map((each) => session(...each)) })).parts[1]!);
  it.each<[string, [string, string, string][], number]>([
    ["a session of five hours", [["2022-04-01", "09:00", "14:00"]], 0.5],
    ["a minute more", [["2022-04-01", "09:00", "14:01"]], 1],
    [
      "a morning and an afternoon",
      [
        ["2022-04-01", "09:00", "12:00"],
        ["2022-04-01", "14:00", "18:00"],
      ],
      1,
    ],
    [
      "three sessions of one day",
      [
        ["2022-04-01", "08:00", "10:00"],
        ["2022-04-01", "11:00", "13:00"],
        ["2022-04-01", "14:00", "16:00"],
      ],
      1,
    ],
    [
      "two days and a morning",
      [
        ["2022-04-01", "09:00", "17:00"],
        ["2022-04-02", "09:00", "17:00"],
        ["2022-04-03", "09:00", "12:30"],
      ],
      2.5,
    ],
  ])("%s", (_, sessions, expected) => {
    expect(days(...sessions)).toBe(expected);
  });
});
