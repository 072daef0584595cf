import { describe, expect, it } from "vitest";
import { attendsAs, ofParts, sameAttends } from "#domain/attends";
import { decide, type Nomination } from "#domain/delegation";
import { isRefusal } from "#domain/refusal";
import { BOTH, given, mission, primary } from "#test/domain/examples";

describe("how a person takes part", () => {
  it.each([
    ["in-person", undefined, "in-person"],
    ["in-person", "online", "online"],
    ["online", undefined, "online"],
    ["online", "in-person", "online"],
    ["hybrid", undefined, null],
    ["hybrid", "in-person", "in-person"],
    ["hybrid", "online", "online"],
  ] as const)("of a part that is %s, having said %s: %s", (modality, said, how) => {
    expect(attendsAs(modality, said)).toBe(how);
  });
  it("is kept of the parts that they come to, and compared whatever the order", () => {
    const both = { "som-8": "online", "sc-2022-03": "in-person" } as const;
    expect(ofParts(both, ["som-8"])).toEqual({ attends: { "som-8": "online" } });
    expect([ofParts(both, []), ofParts(undefined, ["som-8"])]).toEqual([{}, {}]);
    expect(sameAttends(both, { "sc-2022-03": "in-person", "som-8": "online" })).toBe(true);
    expect([sameAttends(both, undefined), sameAttends(undefined, {})]).toEqual([false, true]);
  });
});

describe("an answer that says how", () => {
  const NOW = "2022-02-10T08:00:00Z";
  const attends = { "som-8": "online", "sc-2023": "online" } as const;
  const nominated = (...asked: Parameters<typeof decide>): readonly Nomination[] => {
    const decided = decide(...asked);
    if (isRefusal(decided)) throw new Error(decided.sentence);
    return decided.nominations;
  };
  it("stands at whoever comes by it, of the parts that it names", () => {
    const come = { kind: "come", parts: ["som-8"], attends } as const;
    expect(nominated({ kind: "self" }, come, given(primary), NOW)).toMatchObject([{ attends: { "som-8": "online" } }]);
    const colleague = { kind: "colleague", parts: BOTH, colleague: { name: "Karl" }, attends } as const;
    expect(nominated({ kind: "self" }, colleague, given(primary), NOW)).toMatchObject([
      { name: "Karl", attends: { "som-8": "online" } },
    ]);
    const stranger = { kind: "other", name: "Gerda", email: "gerda@example.org" } as const;
    expect(nominated(stranger, come, given(primary), NOW)).toMatchObject([
      { state: "proposed", attends: { "som-8": "online" } },
    ]);
  });
  it("is an answer of its own where nothing else changes, and none where it says the same", () => {
    const said = (how: "online" | "in-person") =>
      ({ kind: "come", parts: ["som-8"], attends: { "som-8": how } }) as const;
    const [first] = nominated({ kind: "self" }, said("online"), given(primary), NOW);
    if (!first) throw new Error("Somebody comes");
    const invitee = { ...primary, answer: "come" } as const;
    const parts = {
      "sc-2022-03": { status: "regrets", at: NOW, by: "x" },
      "som-8": { status: "coming-named", at: NOW, by: "x" },
    } as const;
    const before = given(invitee, [first], { ...given(invitee).delegation, parts, open: 0 });
    expect(nominated({ kind: "self" }, said("online"), before, NOW)).toEqual([]);
    expect(nominated({ kind: "self" }, said("in-person"), before, NOW)).toMatchObject([
      { attends: { "som-8": "in-person" } },
    ]);
  });
  it("keeps the Capacity that staff have stated", () => {
    const named = (nomination: Partial<Nomination>): Nomination => ({
      number: "ab",
      state: "confirmed",
      parts: ["som-8"],
      name: primary.name,
      email: primary.email,
      language: "en",
      through: "ab",
      capacity: "HeadOfDelegation",
      ...nomination,
    });
    const come = { kind: "come", parts: BOTH } as const;
    expect(nominated({ kind: "self" }, come, given(primary, [named({})]), NOW)).toMatchObject([
      { number: "ab", capacity: "HeadOfDelegation", parts: BOTH },
    ]);
    const karl = named({ number: "ae", name: "Karl", email: "karl@example.org", through: "ad", capacity: "Expert" });
    const other = { kind: "other", name: "Karl", email: "karl@example.org" } as const;
    expect(nominated(other, come, given(mission, [karl]), NOW)).toMatchObject([{ number: "ae", capacity: "Expert" }]);
  });
});
