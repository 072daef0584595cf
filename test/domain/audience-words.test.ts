import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { audienceIn } from "#domain/audience-words";
import type { Registry } from "#domain/registry";
import { realRegistry } from "#test/domain/real-registry";

const real = realRegistry();
const term = { until: null, assumed: false };
const registry: Registry = {
  ...real,
  memberships: [
    ...real.memberships,
    { ...term, code: "IOM", kind: "observer", from: "2020-01-01" },
    { ...term, code: "CF", kind: "suspended", from: "2020-01-01", until: "2020-12-31" },
  ],
};
const said = (words: string, day = "2022-03-22") => {
  const found = audienceIn(words, registry, day);
  return "entries" in found ? found : { entries: [], out: [] };
};
const codes = (words: string, day?: string) => said(words, day).entries.map(({ code }) => code);

describe("the words of an audience", () => {
  it.each([
    ["observers", ["IOM"]],
    ["Observer", ["IOM"]],
    ["suspended", []],
    ["partner organisations", ["IOM", "UNHCR", "UNODC"]],
    ["invited organizations", ["EAPCCO", "FRONTEX"]],
    ["États partenaires", codes("partner-state")],
    ["guest", ["CF"]],
    ["secretariat", ["ICMPD"]],
    ["international", ["IOM", "UNHCR", "UNODC", "ICMPD"]],
    ["eg", ["EG"]],
    ["EG, CF", ["EG", "CF"]],
    ["SC", codes("steering committee")],
  ])("%s", (words, expected) => {
    expect(codes(words)).toEqual(expected);
  });
  it("are as of the day", () => {
    expect([codes("suspended", "2020-06-01"), codes("observers", "2019-12-31")]).toEqual([["CF"], []]);
  });
  it("add up, each party once with the first reason, in the registry's order", () => {
    const { entries } = said("steering committee, members, africa", "2024-04-16");
    const reason = (code: string) => entries.find((entry) => entry.code === code)?.reason;
    expect([reason("SO"), reason("IT"), reason("AT"), reason("CF")]).toEqual([
      "steering-committee, in the seat of SD",
      "steering-committee",
      "member",
      "region africa",
    ]);
    expect(new Set(entries.map(({ code }) => code)).size).toBe(entries.length);
  });
  it("tell what is assumed of those who are in, and of those who are left out", () => {
    const { entries, out } = said("steering committee", "2024-04-16");
    expect(entries.flatMap(({ assumed }) => assumed).map(({ code, what, from }) => [code, what, from])).toEqual(
      [
        ["FI", "seat", "2023-12-31"],
        ["SE", "seat", "2023-12-31"],
        ["SO", "seat of SD", "2022-10-11"],
        ["UG", "seat", "2023-12-31"],
      ].sort((a, b) => order(a[0]) - order(b[0])),
    );
    expect(out).toEqual([{ code: "GB", what: "seat", from: "2019-03-06", until: "2023-12-31" }]);
    expect(said("members", "2019-03-06").out.map(({ code }) => code)).toEqual(["LY", "NO", "CH", "UG"]);
  });
  it("do not count a term that was taken back", () => {
    const taken = { code: "CF", kind: "member" as const, from: "2020-01-01", until: "2019-12-31", assumed: true };
    const found = audienceIn("members", { ...registry, memberships: [taken] }, "2020-01-01");
    expect(found).toEqual({ entries: [], out: [] });
  });
  it.each([
    ["members, comittee", 1],
    ["", 0],
    ["members,", 1],
    ["!", 0],
  ])("%s: the one that means nobody is named by its place, beside those that are known", (words, unknown) => {
    expect(audienceIn(words, registry, "2022-03-22")).toEqual({
      unknown,
      known: expect.arrayContaining(["members", "observers", "steering committee", "partner state", "africa", "EG"]),
    });
  });
  it("whatever they are, mean parties of the dialogue or are refused", () => {
    const known = new Set(registry.parties.map(({ code }) => code));
    const word = fc.oneof(fc.string(), fc.constantFrom("members", "africa", "EG", "guest", "SC"));
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 3 }), (words) => {
        const found = audienceIn(words.join(","), registry, "2022-03-22");
        expect("unknown" in found || found.entries.every(({ code, reason }) => known.has(code) && reason !== "")).toBe(
          true,
        );
      }),
    );
  });
});

function order(code = ""): number {
  return registry.parties.findIndex((party) => party.code === code);
}
