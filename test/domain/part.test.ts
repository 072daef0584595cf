import { describe, expect, it } from "vitest";
import { kindOf, spanOf } from "#domain/convocation";
import { hasBegun, isOver, isUpcoming } from "#domain/meeting-change-parts";
import { type AskedPart, endOf, type Part, partiesNamed, startOf } from "#domain/part";
import { convened, som8 } from "#test/domain/examples";
import { series } from "#test/domain/meeting-changes";

const [committee, som] = convened().parts as [Part, Part];
const postponed = (part: Part): Part => ({ ...part, state: "postponed" });

describe("what one is invited to", () => {
  it.each([
    ["a meeting alone", convened({ ...som8, parts: [som8.parts[1]!] }), "meeting"],
    ["a meeting with its committee", convened(), "cluster"],
    ["webinars in order", series(), "series"],
    ["one module alone, as of a series of which more come", { parts: series().parts.slice(0, 1) }, "series"],
  ])("%s", (_, convocation, kind) => {
    expect(kindOf(convocation)).toBe(kind);
  });
});

describe("the span of a convocation", () => {
  it.each<[string, readonly Part[], [string, string]]>([
    ["is that of all its parts", [committee, som], ["2022-03-22T08:00:00Z", "2022-03-23T15:00:00Z"]],
    ["leaves out what is postponed", [postponed(committee), som], ["2022-03-22T13:00:00Z", "2022-03-23T15:00:00Z"]],
    [
      "is the old one where nothing takes place",
      [postponed(committee), postponed(som)],
      ["2022-03-22T08:00:00Z", "2022-03-23T15:00:00Z"],
    ],
    ["is the moment that is given where there is no part", [], ["2022-03-11T22:59:00Z", "2022-03-11T22:59:00Z"]],
  ])("%s", (_, parts, expected) => {
    const { starts, ends } = spanOf(parts, "2022-03-11T22:59:00Z");
    expect([starts, ends]).toEqual(expected);
  });
});

describe("a part in time", () => {
  const at = (part: Part, now: string) => ({
    begun: hasBegun(part, now),
    over: isOver(part, now),
    upcoming: isUpcoming(part, now),
  });
  it.each<[string, Part, string, Partial<ReturnType<typeof at>>]>([
    ["before it begins", som, "2022-03-22T12:59:59Z", { upcoming: true }],
    ["at its first second", som, "2022-03-22T13:00:00Z", { begun: true }],
    ["between two sessions", som, "2022-03-22T22:00:00Z", { begun: true }],
    ["at its last second", som, "2022-03-23T15:00:00Z", { begun: true, over: true }],
    ["whose old date is past, while it waits for another", postponed(som), "2022-05-01T00:00:00Z", {}],
    [
      "without a session is over, whenever that is",
      { ...som, sessions: [] },
      "2000-01-01T00:00:00Z",
      { begun: true, over: true },
    ],
  ])("%s", (_, part, now, expected) => {
    expect(at(part, now)).toEqual({ begun: false, over: false, upcoming: false, ...expected });
  });
  it("ends with its longest session, not with the one that began last", () => {
    const sessions = som.sessions.map(({ from }, index) => ({ from, until: som.sessions[1 - index]!.until }));
    expect([startOf({ sessions }), endOf({ sessions })]).toEqual(["2022-03-22T13:00:00Z", "2022-03-23T15:00:00Z"]);
  });
});

describe("the parties that a part names", () => {
  const bare: AskedPart = { ...som8.parts[1]!, organisers: ["ICMPD"] };
  it("are those of every role, and nobody where a role has none", () => {
    const { chair: _, ...chairless } = bare;
    expect([partiesNamed(bare), partiesNamed(chairless)]).toEqual([["ICMPD", "NL"], ["ICMPD"]]);
    const speaker = { party: "UNODC", capacity: "Speaker", modality: "online" } as const;
    const full = { ...bare, hosts: ["EG"], coHosts: ["IT"], coChairs: ["SS"], contributors: [speaker] };
    expect(partiesNamed(full)).toEqual(["ICMPD", "EG", "IT", "NL", "SS", "UNODC"]);
  });
});
