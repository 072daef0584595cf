import { describe, expect, it } from "vitest";
import type { Answer, Before, Nomination, Who } from "#domain/delegation";
import {
  answered,
  colleague,
  come,
  comeToSom,
  guest,
  karl,
  namesFollow,
  noPart,
  own,
  refusal,
  regret,
  self,
  taken,
  withStatus,
} from "#test/domain/delegation-said";
import { adviser, BOTH, deputy, given, mission, primary } from "#test/domain/examples";

describe("a change of mind before the cut-off", () => {
  const named = withStatus("coming-named", "coming-named");
  it("come, then regret: the person is withdrawn and the State still comes, names to follow", () => {
    expect(answered(self, regret, given(primary, [own(primary)], named))).toEqual({
      sc: "coming-unnamed",
      som: "coming-unnamed",
      open: 0,
      people: ["ab withdrawn"],
    });
  });
  it("come, then regret, while the deputy comes to one part: that part is still named", () => {
    expect(answered(self, regret, given(primary, [own(primary), own(deputy, ["som-8"])], named))).toMatchObject({
      sc: "coming-unnamed",
      som: "coming-named",
    });
  });
  it("come, then a colleague instead", () => {
    expect(answered(self, colleague, given(primary, [own(primary)], named))).toMatchObject({
      sc: "regrets",
      som: "coming-named",
      people: ["ab withdrawn", "ae confirmed"],
    });
  });
  it("a colleague, then another one: the first is withdrawn", () => {
    const other: Answer = { kind: "colleague", parts: ["som-8"], colleague: { name: "Olga Other" } };
    const was = given(primary, [karl], withStatus("regrets", "coming-named", { people: 4 }));
    expect(answered(self, other, was).people).toEqual(["ae withdrawn", "af confirmed"]);
  });
  it("a colleague, then oneself, then the same colleague again: the old number comes back", () => {
    const was = given(
      primary,
      [{ ...karl, state: "withdrawn" }, own(primary, ["som-8"])],
      withStatus("regrets", "coming-named", { people: 4 }),
    );
    expect(answered(self, colleague, was).people).toEqual(["ae confirmed", "ab withdrawn"]);
  });
  it("a colleague, then one's own regret: the colleague still comes", () => {
    expect(
      answered(self, regret, given(primary, [karl], withStatus("regrets", "coming-named", { people: 4 }))),
    ).toMatchObject({ som: "coming-named", people: [] });
  });
  it("fewer parts than before: the nomination follows", () => {
    expect(taken(self, comeToSom, given(primary, [own(primary)], named)).nominations).toEqual([
      own(primary, ["som-8"]),
    ]);
  });
  it("the State takes no part: everybody is withdrawn, whoever named them", () => {
    const was = given(deputy, [own(primary), { ...karl, through: "ad" }], named);
    expect(answered(self, noPart, was)).toEqual({
      sc: "regrets",
      som: "regrets",
      open: 0,
      people: ["ab withdrawn", "ae withdrawn"],
    });
  });
  it("names follow: what the same link named is withdrawn, what another link named stays", () => {
    const was = given(primary, [own(primary), own(deputy)], named);
    expect(answered(self, { kind: "names-follow", parts: BOTH }, was)).toMatchObject({
      sc: "coming-named",
      som: "coming-named",
      people: ["ab withdrawn"],
    });
  });
});

describe("the same answer again", () => {
  it.each<[string, Answer, Before]>([
    ["come", come, given({ ...primary, answer: "come" }, [own(primary)], withStatus("coming-named", "coming-named"))],
    [
      "colleague",
      colleague,
      given({ ...primary, answer: "colleague" }, [karl], withStatus("regrets", "coming-named", { people: 4 })),
    ],
    [
      "names-follow",
      namesFollow,
      given({ ...primary, answer: "names-follow" }, [], withStatus("regrets", "coming-unnamed")),
    ],
    ["regret", regret, given({ ...primary, answer: "regret" })],
    ["no-part", noPart, given({ ...primary, answer: "no-part" }, [], withStatus("regrets", "regrets"))],
  ])("%s changes nothing and says nothing", (_, answer, was) => {
    expect(taken(self, answer, was)).toEqual({ facts: [], nominations: [] });
  });
  it("changes nothing where only the order of the parts is another: a form names them in any", () => {
    const was = given({ ...primary, answer: "come" }, [own(primary)], withStatus("coming-named", "coming-named"));
    const turned: Answer = { kind: "come", parts: own(primary).parts.toReversed() };
    expect(taken(self, turned, was)).toEqual({ facts: [], nominations: [] });
  });
  it("a first regret is an answer though the State's does not change: nobody is reminded who has answered", () => {
    expect(taken(self, regret, given(primary)).facts).toMatchObject([
      { data: { answers: [], nominations: [], withdrawn: [] } },
    ]);
  });
});

describe("a functional mailbox", () => {
  const coming = withStatus("regrets", "coming-named", { people: 4 });
  const gerda: Nomination = {
    ...own(mission, ["som-8"]),
    number: "ae",
    name: "Gerda Gast",
    email: "gerda@example.org",
  };
  it("cannot come itself: it is asked for a name", () => {
    expect(refusal(self, come, given(mission))).toBe("name-needed");
  });
  it("sets the State's answer with whoever of the office names themselves", () => {
    expect(taken(guest, comeToSom, given(mission)).nominations).toEqual([gerda]);
    expect(answered(guest, comeToSom, given(mission))).toMatchObject({ sc: "regrets", som: "coming-named", open: 0 });
  });
  it("sends a colleague, says that names follow, or that the State takes no part", () => {
    expect(answered(self, colleague, given(mission)).people).toEqual(["ae confirmed"]);
    expect(answered(self, namesFollow, given(mission)).som).toBe("coming-unnamed");
    expect(answered(guest, noPart, given(mission))).toMatchObject({ sc: "regrets", som: "regrets" });
  });
  it("takes back whom it named by a regret", () => {
    expect(answered(self, regret, given(mission, [gerda], coming))).toMatchObject({
      som: "coming-unnamed",
      people: ["ae withdrawn"],
    });
  });
  it("lets one take back themselves whom a letter named without an address", () => {
    const byLetter = given(mission, [{ ...gerda, email: null, onBehalf: true }], coming);
    expect(answered(guest, regret, byLetter)).toMatchObject({ som: "coming-unnamed", people: ["ae withdrawn"] });
    const namesake: Who = { kind: "other", name: "Sam Stranger", email: "gerda@example.org" };
    expect(answered(namesake, regret, byLetter).people).toEqual([]);
  });
  it("lets the one of the office who came take back themselves, and nobody else", () => {
    expect(answered(guest, regret, given(mission, [gerda], coming)).people).toEqual(["ae withdrawn"]);
    const stranger: Who = { kind: "other", name: "Sam Stranger", email: "sam@example.org" };
    expect(answered(stranger, regret, given(mission, [gerda], coming))).toMatchObject({
      som: "coming-named",
      people: [],
    });
  });
});

describe("a forwarded link", () => {
  it("makes a proposal and leaves the State's answer alone", () => {
    const { facts, nominations } = taken(guest, come, given(primary));
    expect(facts.map(({ type }) => type)).toEqual(["invitation.nomination-proposed.v1"]);
    expect(nominations).toEqual([
      { ...own(primary), number: "ae", state: "proposed", name: "Gerda Gast", email: "gerda@example.org" },
    ]);
    expect(answered(guest, come, given(primary))).toMatchObject({ sc: "unanswered", som: "unanswered", open: 2 });
  });
  it("proposes the same person once", () => {
    const [proposed] = taken(guest, come, given(primary)).nominations;
    expect(taken(guest, come, given(primary, [proposed!]))).toEqual({ facts: [], nominations: [] });
  });
  it.each([colleague, namesFollow, regret, noPart])("cannot answer $kind for the State", (answer) => {
    expect(refusal(guest, answer, given(primary))).toBe("not-yours-to-answer");
  });
  it("does not touch who comes already", () => {
    expect(taken(guest, come, given(primary, [own(primary), karl])).nominations.map(({ number }) => number)).toEqual([
      "ae",
    ]);
  });
});

describe("an invitee without a say for the State", () => {
  it("proposes themselves under their own name, and answers nothing else", () => {
    expect(taken(self, comeToSom, given(adviser)).nominations).toMatchObject([
      { state: "proposed", name: "Adviser of Austria" },
    ]);
    for (const answer of [colleague, namesFollow, regret, noPart])
      expect(refusal(self, answer, given(adviser))).toBe("not-yours-to-answer");
  });
});
