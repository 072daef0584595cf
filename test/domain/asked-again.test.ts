import { describe, expect, it } from "vitest";
import { type Answer, type Before, type Delegation, decide, evolve, type Nomination } from "#domain/delegation";
import { decideRecorded } from "#domain/recorded-answer";
import { isRefusal } from "#domain/refusal";
import { afterChanges, reconcile } from "#domain/registration";
import { BOTH, deputy, given, primary, silentDelegation } from "./examples.ts";

const NOW = "2022-02-01T09:00:00Z";
const SC = "sc-2022-03";
const SOM = "som-8";
const named = (number: string, parts: readonly string[] = BOTH, name = primary.name): Nomination => ({
  number,
  state: "confirmed",
  parts,
  name,
  email: number === "ab" ? primary.email : null,
  language: "en",
  through: "ab",
});
const was = { status: "coming-named", at: NOW, by: "invitee:x" } as const;
const askedAgain: Delegation = {
  ...silentDelegation,
  parts: {
    [SC]: { status: "coming-named", at: NOW, by: "invitee:x" },
    [SOM]: { status: "unanswered", at: null, by: null, was },
  },
  open: 1,
};
const answered = (answer: Answer, before: Before): Delegation => {
  const decided = decide({ kind: "self" }, answer, before, NOW);
  if (isRefusal(decided)) throw new Error(decided.code);
  return decided.facts.reduce((state, fact) => evolve(state, fact, "invitee:x", NOW), before.delegation);
};

describe("an answer that is given again", () => {
  const before = { ...given(primary, [named("ab"), named("ae", BOTH, "Karl")], askedAgain), revision: 2 };
  it("confirms, and says of which revision", () => {
    const after = answered({ kind: "come", parts: BOTH }, before);
    expect(after.parts[SOM]).toEqual({ status: "coming-named", at: NOW, by: "invitee:x", revision: 2 });
    expect(after.open).toBe(0);
  });
  it("one person's regret confirms nothing for the State, whoever else was named", () => {
    const two = { ...before, invitee: deputy };
    expect(answered({ kind: "regret" }, two).parts[SOM]).toEqual(askedAgain.parts[SOM]);
  });
});

describe("a part of which no answer is taken", () => {
  const before = { ...given(primary, [named("ab")], askedAgain), closed: [SC] };
  it("is refused where it is named", () => {
    expect(decide({ kind: "self" }, { kind: "come", parts: BOTH }, before, NOW)).toMatchObject({
      refused: true,
      code: "part-not-open",
      details: { part: SC },
    });
  });
  it("keeps what was said of it, and the people who come to it", () => {
    expect(answered({ kind: "no-part" }, before).parts[SC]).toEqual(askedAgain.parts[SC]);
    const decided = decide({ kind: "self" }, { kind: "come", parts: [SOM] }, before, NOW);
    expect(isRefusal(decided) ? [] : decided.facts[0]?.data).toMatchObject({ nominations: [] });
    const colleague: Answer = { kind: "colleague", parts: [SOM], colleague: { name: "Karl" } };
    const known = { ...before, nominations: [named("ae", [SC], "Karl")] };
    const again = decide({ kind: "self" }, colleague, known, NOW);
    expect(isRefusal(again) ? [] : again.nominations).toMatchObject([{ number: "ae", parts: [SOM, SC] }]);
    const withdrawn = { ...before, nominations: [{ ...named("ae", [SC], "Karl"), state: "withdrawn" as const }] };
    const anew = decide({ kind: "self" }, colleague, withdrawn, NOW);
    expect(isRefusal(anew) ? [] : anew.nominations).toMatchObject([{ number: "ae", parts: [SOM] }]);
  });
  it("is not meant by an answer of staff that names no part", () => {
    const recorded = { delegation: askedAgain, invitees: [primary], nominations: [], closed: [SC] };
    const decided = decideRecorded({ answer: "names-follow", channel: "letter" }, recorded, NOW);
    expect(decided).toMatchObject({ facts: [{ data: { answers: [{ part: SOM, answer: "coming-unnamed" }] } }] });
  });
});

describe("a registration and cancelled parts", () => {
  const held = {
    state: "registered",
    parts: BOTH,
    sequence: 3,
    generation: 2,
    name: primary.name,
    email: primary.email,
  } as const;
  it("nobody is registered for what is cancelled", () => {
    expect(reconcile(named("ab"), undefined, [SC])?.registration).toMatchObject({ parts: [SOM] });
    expect(reconcile(named("ab"), undefined, BOTH)).toBeUndefined();
  });
  it("who was registered for it hears of it with the change, not with their next answer", () => {
    expect(reconcile(named("ab"), held, [SC])).toBeUndefined();
    expect(reconcile(named("ab", [SOM]), held, [SC])?.registration).toMatchObject({ parts: [SOM], sequence: 4 });
  });
  it("stays registered for what is left; with nothing left it is cancelled by the meeting", () => {
    expect(afterChanges(held, [SC])).toEqual({ state: "registered", parts: [SOM], sequence: 4, generation: 2 });
    expect(afterChanges(held, [])).toMatchObject({ state: "registered", parts: BOTH, sequence: 4 });
    expect(afterChanges(held, BOTH)).toEqual({
      state: "cancelled",
      parts: BOTH,
      sequence: 4,
      generation: 2,
      because: "meeting-cancelled",
    });
  });
});
