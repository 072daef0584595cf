import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type AudienceGroup,
  type AudienceRule,
  resolveAudience,
  unknownParties,
  unknownRegions,
} from "#domain/audience";
import { realRegistry } from "#test/domain/real-registry";

const registry = realRegistry();
const codes = (rule: AudienceRule, day = "2022-03-22") => resolveAudience(rule, registry, day).map(({ code }) => code);

describe("an audience", () => {
  it("of members is as of the day", () => {
    expect([codes({ members: true }, "2019-03-06").length, codes({ members: true }, "2022-03-22").length]).toEqual([
      40, 44,
    ]);
  });
  it("of a body is its seats of the day", () => {
    expect(codes({ bodies: ["steering-committee"] })).toHaveLength(13);
    expect(codes({ bodies: ["steering-committee"] }, "2024-04-16")).toContain("SO");
  });
  it("of kinds, with the SOM's organisations", () => {
    expect(codes({ kinds: ["partner-organisation", "invited-organisation"] })).toEqual([
      "IOM",
      "UNHCR",
      "UNODC",
      "EAPCCO",
      "FRONTEX",
    ]);
  });
  it("of named parties stands in the registry's order, not in the rule's", () => {
    expect(codes({ parties: ["UG", "AT", "CF"] })).toEqual(["AT", "UG", "CF"]);
  });
  it("gives the first rule that holds as the reason, each party once", () => {
    const entries = resolveAudience(
      { members: true, bodies: ["steering-committee"], kinds: ["governing-organisation"], parties: ["IT", "CF"] },
      registry,
      "2022-03-22",
    );
    expect(entries).toHaveLength(45);
    expect(entries.find(({ code }) => code === "IT")).toEqual({ code: "IT", reason: "member" });
    expect(entries.at(-1)).toEqual({ code: "CF", reason: "named" });
  });
  it("leaves out the exceptions, whatever rule let them in", () => {
    expect(codes({ members: true, parties: ["CF"], except: ["CF", "AT"] })).not.toEqual(expect.arrayContaining(["AT"]));
    expect(codes({ parties: ["CF"], except: ["CF"] })).toEqual([]);
  });
  it("of nothing is nobody", () => {
    expect(codes({})).toEqual([]);
  });
  it("does not hold a code that the registry does not know, and says which", () => {
    const rule = { parties: ["AT", "ZZ"], except: ["YY"] };
    expect(codes(rule)).toEqual(["AT"]);
    expect(unknownParties(rule, registry)).toEqual(["ZZ", "YY"]);
    expect(unknownParties({ members: true }, registry)).toEqual([]);
  });
});

describe("an audience of States and organisations apart", () => {
  it("of organisations is every kind of them, not the secretariat", () => {
    const kinds = ["governing-organisation", "partner-organisation", "invited-organisation"] as const;
    expect(codes({ organisations: true })).toEqual(codes({ kinds }));
    expect(codes({ organisations: true })).not.toContain("ICMPD");
  });
  it("of observers is those of the day, and no member", () => {
    const observer = { code: "CF", kind: "observer", from: "2022-01-01", until: "2022-12-31", assumed: false } as const;
    const observed = { ...registry, memberships: [...registry.memberships, observer] };
    const on = (day: string) => resolveAudience({ observers: true }, observed, day);
    expect([on("2022-03-22"), on("2023-01-01")]).toEqual([[{ code: "CF", reason: "observer" }], []]);
  });
  it("of a region is whoever is in it, guests too", () => {
    expect(resolveAudience({ regions: ["africa"] }, registry, "2022-03-22")).toContainEqual({
      code: "CF",
      reason: "africa",
    });
    expect(codes({ regions: ["africa"] })).not.toContain("AT");
  });
});

describe("a group of an audience", () => {
  const group = (...groups: AudienceGroup[]) => resolveAudience({ groups }, registry, "2022-03-22");
  const region = (code: string) => registry.parties.find((party) => party.code === code)?.region;
  it("is of those of whom everything is true that it names", () => {
    const inAfrica = group({ membership: "member", region: "africa" });
    expect(inAfrica.map(({ code }) => code)).toEqual(
      codes({ members: true }).filter((code) => region(code) === "africa"),
    );
    expect(inAfrica.map(({ code }) => code)).not.toContain("CF");
    expect(new Set(inAfrica.map(({ reason }) => reason))).toEqual(new Set(["member, africa"]));
  });
  it.each<[string, AudienceGroup, AudienceRule]>([
    ["a membership", { membership: "member" }, { members: true }],
    ["a body", { body: "steering-committee" }, { bodies: ["steering-committee"] }],
    ["a kind", { kind: "partner-organisation" }, { kinds: ["partner-organisation"] }],
    ["a region", { region: "europe" }, { regions: ["europe"] }],
  ])("of %s alone is the same as the rule of it", (_, one, rule) => {
    expect(group(one)).toEqual(resolveAudience(rule, registry, "2022-03-22"));
  });
  it("adds to another, each party once, with the first one's reason", () => {
    expect(
      group({ kind: "invited-organisation", region: "africa" }, { kind: "guest" }, { kind: "guest", region: "africa" }),
    ).toEqual([
      { code: "EAPCCO", reason: "invited-organisation, africa" },
      { code: "CF", reason: "guest" },
    ]);
  });
});

describe("regions that nobody is in", () => {
  it("are told once each, of rules and of groups, in whatever order", () => {
    const groups = [{ region: "atlantis" }, { region: "africa" }, { kind: "guest" as const }];
    expect(unknownRegions({ regions: ["mars", "europe", "atlantis"], groups }, registry)).toEqual(["mars", "atlantis"]);
    expect([unknownRegions({ groups }, registry), unknownRegions({ members: true }, registry)]).toEqual([
      ["atlantis"],
      [],
    ]);
  });
});

describe("any rule", () => {
  const code = fc.constantFrom(...registry.parties.map((party) => party.code));
  const rule = fc.record(
    {
      members: fc.boolean(),
      bodies: fc.constant(["steering-committee" as const]),
      kinds: fc.array(fc.constantFrom("partner-state" as const, "guest" as const)),
      parties: fc.array(code),
      except: fc.array(code),
    },
    { requiredKeys: [] },
  );
  it("holds each party once, in the registry's order, and no exception", () => {
    const order = registry.parties.map((party) => party.code);
    fc.assert(
      fc.property(rule, (any) => {
        const held = codes(any);
        expect(held).toEqual(order.filter((one) => held.includes(one)));
        expect(held.some((one) => any.except?.includes(one))).toBe(false);
      }),
    );
    expect.hasAssertions();
  });
  it("only grows with another rule beside it", () => {
    fc.assert(
      fc.property(rule, code, (any, more) => {
        const { except = [] } = any;
        const wider = codes({ ...any, parties: [...(any.parties ?? []), more] });
        expect(wider).toEqual(expect.arrayContaining(codes(any)));
        expect(wider.includes(more)).toBe(!except.includes(more));
      }),
    );
    expect.hasAssertions();
  });
});
