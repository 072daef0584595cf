import { describe, expect, it } from "vitest";
import { type Answer, type Delegation, decide, evolve, type Nomination, type Status } from "#domain/delegation";
import { plusSeconds } from "#domain/instant";
import { MOST_PEOPLE } from "#domain/nomination";
import {
  answered,
  colleague,
  come,
  comeToSom,
  guest,
  karl,
  NOW,
  namesFollow,
  noPart,
  own,
  refusal,
  regret,
  self,
  taken,
  withStatus,
} from "#test/domain/delegation-said";
import { CUT_OFF, given, mission, primary, silentDelegation } from "#test/domain/examples";

describe("every answer of a focal point, from every state of the State", () => {
  const unanswered = withStatus("unanswered", "unanswered");
  const unnamed = withStatus("coming-unnamed", "coming-unnamed");
  const regrets = withStatus("regrets", "regrets");
  it.each<[string, Delegation, Answer, [Status, Status, number]]>([
    ["silent, comes to both", unanswered, come, ["coming-named", "coming-named", 0]],
    [
      "silent, comes to one of two: the part not ticked is a regret",
      unanswered,
      comeToSom,
      ["regrets", "coming-named", 0],
    ],
    ["silent, sends a colleague", unanswered, colleague, ["regrets", "coming-named", 0]],
    ["silent, names follow", unanswered, namesFollow, ["regrets", "coming-unnamed", 0]],
    ["silent, one person's regret: the State is silent still", unanswered, regret, ["unanswered", "unanswered", 2]],
    ["silent, the State takes no part", unanswered, noPart, ["regrets", "regrets", 0]],
    ["names follow, comes", unnamed, come, ["coming-named", "coming-named", 0]],
    ["names follow, comes to one", unnamed, comeToSom, ["regrets", "coming-named", 0]],
    ["names follow, sends a colleague", unnamed, colleague, ["regrets", "coming-named", 0]],
    ["names follow, regrets in person: names follow still", unnamed, regret, ["coming-unnamed", "coming-unnamed", 0]],
    ["names follow, takes no part", unnamed, noPart, ["regrets", "regrets", 0]],
    ["regrets, comes after all", regrets, come, ["coming-named", "coming-named", 0]],
    ["regrets, names follow after all", regrets, namesFollow, ["regrets", "coming-unnamed", 0]],
    ["regrets, regrets in person: regrets still", regrets, regret, ["regrets", "regrets", 0]],
    ["regrets, takes no part", regrets, noPart, ["regrets", "regrets", 0]],
  ])("%s", (_, delegation, answer, [sc, som, open]) => {
    expect(answered(self, answer, given(primary, [], delegation))).toMatchObject({ sc, som, open });
  });
});

describe("people of an answer", () => {
  it("the one who comes is nominated under their own number and confirmed", () => {
    expect(taken(self, come, given(primary)).nominations).toEqual([own(primary)]);
  });
  it("a colleague gets the next number and the invitee's language, with or without an address", () => {
    expect(taken(self, colleague, given(primary)).nominations).toEqual([karl]);
    const unaddressed: Answer = { kind: "colleague", parts: ["som-8"], colleague: { name: "Karl Kollege" } };
    expect(taken(self, unaddressed, given(primary)).nominations).toMatchObject([{ number: "ae", email: null }]);
  });
  it("a part ticked twice counts once", () => {
    expect(taken(self, { kind: "come", parts: ["som-8", "som-8"] }, given(primary)).nominations).toMatchObject([
      { parts: ["som-8"] },
    ]);
  });
  it("no fact holds a name or an address", () => {
    const facts = [come, colleague, namesFollow, noPart].map((answer) => taken(self, answer, given(primary)).facts);
    expect(JSON.stringify(facts)).not.toMatch(/Focal|Karl|@/);
  });
  it("the fact says who is nominated and who withdrawn, and only the parts that changed", () => {
    const was = given(primary, [own(primary, ["som-8"])], withStatus("regrets", "coming-named"));
    expect(taken(self, colleague, was).facts).toEqual([
      {
        type: "invitation.answered.v1",
        data: {
          delegationId: silentDelegation.id,
          convocationId: "som-8-cluster",
          partyCode: "AT",
          answers: [],
          nominations: ["ae"],
          withdrawn: ["ab"],
        },
      },
    ]);
  });
});

describe("the cut-off", () => {
  it.each([come, colleague, namesFollow, regret, noPart])(
    "$kind is taken at its very second and refused one second later",
    (answer) => {
      expect(refusal(self, answer, given(primary), CUT_OFF)).toBe("taken");
      expect(decide(self, answer, given(primary), plusSeconds(CUT_OFF, 1))).toMatchObject({
        code: "after-cut-off",
        details: { cutOff: CUT_OFF },
      });
    },
  );
  it("holds for proposals too", () => {
    expect(refusal(guest, come, given(primary), plusSeconds(CUT_OFF, 1))).toBe("after-cut-off");
  });
});

describe("parts", () => {
  it("of no invitation are refused, the names of every object's own included", () => {
    for (const part of ["som-9", "constructor", "toString", "__proto__", ""])
      expect(refusal(self, { kind: "come", parts: ["som-8", part] }, given(primary)), part).toBe("not-invited-to-part");
  });
  it("must be chosen", () => {
    for (const answer of [
      { ...come, parts: [] },
      { ...colleague, parts: [] },
      { ...namesFollow, parts: [] },
    ] as Answer[])
      expect(refusal(self, answer, given(primary))).toBe("no-part-chosen");
  });
  it("of a party outside the committee are the SOM alone", () => {
    const { "som-8": som } = silentDelegation.parts;
    const outside = { ...silentDelegation, parts: { "som-8": som! }, open: 1 };
    expect(refusal(self, come, given(primary, [], outside))).toBe("not-invited-to-part");
    expect(taken(self, comeToSom, given(primary, [], outside)).facts).toMatchObject([
      { data: { answers: [{ part: "som-8", answer: "coming-named" }] } },
    ]);
  });
});

describe("a delegation of two hundred people", () => {
  const full = withStatus("unanswered", "unanswered", { people: MOST_PEOPLE });
  it("has room for the two hundredth, not for another", () => {
    const almost = { ...full, people: MOST_PEOPLE - 1 };
    expect(taken(self, colleague, given(primary, [], almost)).nominations).toMatchObject([{ number: "gi" }]);
    expect(refusal(self, colleague, given(primary, [], full))).toBe("too-many-people");
    expect(refusal(guest, come, given(primary, [], full))).toBe("too-many-people");
    expect(refusal(guest, come, given(mission, [], full))).toBe("too-many-people");
  });
  it("still answers with the people that it has", () => {
    for (const answer of [come, namesFollow, regret, noPart])
      expect(refusal(self, answer, given(primary, [], full))).toBe("taken");
    expect(refusal(self, colleague, given(primary, [karl], full))).toBe("taken");
  });
  it("withdraws everybody where the State takes no part", () => {
    const everybody = Array.from(
      { length: MOST_PEOPLE },
      (_, index): Nomination => ({ ...karl, number: `${index}`, through: `${index}` }),
    );
    expect(answered(self, noPart, given(primary, everybody, full)).people).toHaveLength(MOST_PEOPLE);
  });
});

describe("the delegation after a fact", () => {
  it("bears who answered and when, for the parts that the fact names", () => {
    const [fact] = taken(self, comeToSom, given(primary)).facts;
    expect(evolve(silentDelegation, fact!, "invitee:k7x2m4qpa3bd5fztab", NOW).parts["som-8"]).toEqual({
      status: "coming-named",
      at: NOW,
      by: "invitee:k7x2m4qpa3bd5fztab",
    });
  });
  it("counts a proposed person, so that no number is given twice", () => {
    const [fact] = taken(guest, come, given(primary)).facts;
    expect(evolve(silentDelegation, fact!, "x", NOW)).toEqual({ ...silentDelegation, people: 4 });
  });
});
