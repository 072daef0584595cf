import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AudienceRule, resolveAudience, unknownParties } from "#domain/audience";
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
