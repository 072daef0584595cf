import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isRefusal } from "#domain/refusal";
import {
  decide,
  draft,
  evolve,
  type Frozen,
  type Round,
  type RoundCommand,
  roundStates,
  wasReleased,
} from "#domain/round";

const DRAFTER = "staff:amina";
const COLLEAGUE = "staff:bruno";
const THIRD = "staff:chen";
const MACHINE = "system:convoke.secretariat";
const HASH = "a1b2c3";
const frozen: Frozen = { pages: 5, delegations: 44, invitees: 132, hash: HASH };

const drafted: Round = {
  id: "r1",
  convocationId: "som-8-cluster",
  state: "draft",
  template: "invitation",
  audience: { members: true },
  drafter: DRAFTER,
  reviewer: null,
  releaser: null,
  pages: 0,
  delegations: 0,
  invitees: 0,
  hash: "",
};
const inReview: Round = { ...drafted, ...frozen, state: "in-review" };
const reviewed: Round = { ...inReview, state: "reviewed", reviewer: COLLEAGUE };
const released: Round = { ...reviewed, state: "released", releaser: COLLEAGUE };

const closed: Round = { ...released, state: "closed" };
const stopped: Round = { ...released, state: "stopped" };

const stop: RoundCommand = { kind: "stop" };
const close: RoundCommand = { kind: "close" };
const submit: RoundCommand = { kind: "submit", frozen };
const review: RoundCommand = { kind: "review", hash: HASH };
const release: RoundCommand = { kind: "release", hash: HASH };

/** The code of the refusal, or the state that the round comes to. */
function outcome(command: RoundCommand, round: Round, actor: string): string {
  const decided = decide(command, round, actor);
  return isRefusal(decided)
    ? decided.code
    : decided.facts.reduce((before, fact) => evolve(before, fact, actor), round).state;
}

describe("a round, by state, command and actor", () => {
  it.each<[string, Round, RoundCommand, { drafter: string; colleague: string; machine: string }]>([
    ["a draft, submitted", drafted, submit, { drafter: "in-review", colleague: "in-review", machine: "in-review" }],
    [
      "a draft, reviewed",
      drafted,
      review,
      { drafter: "already-draft", colleague: "already-draft", machine: "already-draft" },
    ],
    [
      "a draft, released",
      drafted,
      release,
      { drafter: "already-draft", colleague: "already-draft", machine: "already-draft" },
    ],
    [
      "in review, submitted",
      inReview,
      submit,
      { drafter: "already-in-review", colleague: "already-in-review", machine: "already-in-review" },
    ],
    ["in review, reviewed", inReview, review, { drafter: "four-eyes", colleague: "reviewed", machine: "reviewed" }],
    [
      "in review, released",
      inReview,
      release,
      { drafter: "four-eyes", colleague: "released", machine: "needs-a-person" },
    ],
    [
      "reviewed, submitted",
      reviewed,
      submit,
      { drafter: "already-reviewed", colleague: "already-reviewed", machine: "already-reviewed" },
    ],
    [
      "reviewed, reviewed",
      reviewed,
      review,
      { drafter: "already-reviewed", colleague: "already-reviewed", machine: "already-reviewed" },
    ],
    ["reviewed, released", reviewed, release, { drafter: "four-eyes", colleague: "released", machine: "released" }],
    [
      "released, submitted",
      released,
      submit,
      { drafter: "already-released", colleague: "already-released", machine: "already-released" },
    ],
    [
      "released, reviewed",
      released,
      review,
      { drafter: "already-released", colleague: "already-released", machine: "already-released" },
    ],
    [
      "released, released",
      released,
      release,
      { drafter: "already-released", colleague: "already-released", machine: "already-released" },
    ],
  ])("%s", (_, round, command, expected) => {
    // A machine is kept from reviewing at the door: review-round.v1 takes none.
    expect({
      drafter: outcome(command, round, DRAFTER),
      colleague: outcome(command, round, COLLEAGUE),
      machine: outcome(command, round, MACHINE),
    }).toEqual(expected);
  });
});

describe("a round in review", () => {
  it("that a colleague releases was read by them: review and release in one act", () => {
    const decided = decide(release, inReview, COLLEAGUE);
    expect(decided).toMatchObject({
      facts: [
        { type: "invitation.round-reviewed.v1" },
        { type: "invitation.round-released.v1", data: { pages: 5, hash: HASH } },
      ],
    });
  });
  it("remembers who reviewed and who released", () => {
    const facts = decide(release, reviewed, THIRD);
    if (isRefusal(facts)) throw new Error(facts.sentence);
    expect(facts.facts.reduce((round, fact) => evolve(round, fact, THIRD), reviewed)).toMatchObject({
      reviewer: COLLEAGUE,
      releaser: THIRD,
      drafter: DRAFTER,
    });
  });
  it.each([review, release])(
    "is $kind-ed only by its own audience's hash, and the refusal says how many it holds",
    (command) => {
      const other = { ...command, hash: "another" } as RoundCommand;
      expect(decide(other, inReview, COLLEAGUE)).toMatchObject({
        code: "other-audience",
        sentence: expect.stringContaining("132 invitees of 44 delegations"),
        details: { hash: HASH },
      });
    },
  );
});

describe("a draft", () => {
  it("whose audience holds nobody does not go to review", () => {
    expect(decide({ kind: "submit", frozen: { ...frozen, invitees: 0 } }, drafted, DRAFTER)).toMatchObject({
      code: "nobody-to-invite",
    });
  });
  it("of which everybody is invited already does not either, and says how many that is", () => {
    const nobody = { ...frozen, invitees: 0 };
    const submitted = (alreadyInvited: number) =>
      decide({ kind: "submit", frozen: nobody, alreadyInvited }, drafted, DRAFTER);
    expect(submitted(44)).toMatchObject({
      code: "everybody-invited",
      sentence: "Nobody is left for round r1: 44 parties of its audience are invited to the meeting already.",
    });
    expect(submitted(0)).toMatchObject({ code: "nobody-to-invite" });
    expect(outcome({ kind: "submit", frozen, alreadyInvited: 3 }, drafted, DRAFTER)).toBe("in-review");
  });
  it("takes the frozen numbers with it", () => {
    const decided = decide(submit, drafted, DRAFTER);
    if (isRefusal(decided)) throw new Error(decided.sentence);
    expect(decided.facts.reduce((round, fact) => evolve(round, fact, DRAFTER), drafted)).toEqual(inReview);
  });
  it("is its drafter's", () => {
    const { facts } = draft({ roundId: "r1", convocationId: "som-8-cluster" });
    expect(facts.reduce((round, fact) => evolve(round, fact, MACHINE), drafted).drafter).toBe(MACHINE);
  });
});

describe("a draft", () => {
  it("that is released is to be submitted first; stopped or tested, it says only what it is", () => {
    const sentence = (command: RoundCommand) => {
      const said = decide(command, drafted, DRAFTER);
      return "sentence" in said ? said.sentence : "";
    };
    expect(sentence(release)).toMatch(/ Submit it first\.$/);
    expect(sentence(stop)).toMatch(/only a released round can be stopped\.$/);
  });
});

describe("a round's end", () => {
  it.each<[string, RoundCommand, Round, string]>([
    ["a draft, stopped", stop, drafted, "already-draft"],
    ["in review, stopped", stop, inReview, "already-in-review"],
    ["reviewed, closed", close, reviewed, "already-reviewed"],
    ["released, stopped", stop, released, "stopped"],
    ["released, closed", close, released, "closed"],
    ["closed, stopped: its mails may still be leaving", stop, closed, "stopped"],
    ["stopped, closed", close, stopped, "already-stopped"],
    ["stopped, stopped again", stop, stopped, "stopped"],
    ["closed, closed again", close, closed, "closed"],
    ["stopped, released", release, stopped, "already-stopped"],
    ["closed, submitted", submit, closed, "already-closed"],
  ])("%s", (_, command, round, expected) => {
    expect([DRAFTER, COLLEAGUE, MACHINE].map((actor) => outcome(command, round, actor))).toEqual(
      Array.from({ length: 3 }, () => expected),
    );
  });
  it("that has come already is no fact", () => {
    expect([decide(stop, stopped, DRAFTER), decide(close, closed, DRAFTER)]).toEqual([{ facts: [] }, { facts: [] }]);
  });
});

describe("a test of a round", () => {
  const test: RoundCommand = { kind: "test", partyCode: "EG" };
  it("changes nothing of it, in whatever state it has an audience", () => {
    for (const round of [inReview, reviewed, released, closed, stopped]) {
      const decided = decide(test, round, DRAFTER);
      if (isRefusal(decided)) throw new Error(decided.sentence);
      expect(decided.facts.reduce((before, fact) => evolve(before, fact, DRAFTER), round)).toEqual(round);
      expect(decided.facts).toMatchObject([{ type: "invitation.round-tested.v1", data: { partyCode: "EG" } }]);
    }
  });
  it("needs a frozen audience", () => {
    expect(decide(test, drafted, DRAFTER)).toMatchObject({ code: "already-draft" });
  });
});

describe("a machine that drafted", () => {
  it("does not release what it drafted, though a person reviewed it", () => {
    expect(outcome(release, { ...reviewed, drafter: MACHINE }, MACHINE)).toBe("four-eyes");
    expect(outcome(release, { ...reviewed, drafter: MACHINE }, THIRD)).toBe("released");
  });
});

describe("any commands of any actors", () => {
  const actor = fc.constantFrom(DRAFTER, COLLEAGUE, THIRD, MACHINE);
  const command = fc.constantFrom(
    submit,
    review,
    release,
    stop,
    close,
    { ...review, hash: "other" },
    { ...release, hash: "other" },
  );
  it("never release what fewer than two saw, never go back, and every fact twice is the same as once", () => {
    const order: readonly string[] = roundStates;
    fc.assert(
      fc.property(fc.array(fc.tuple(command, actor)), (acts) => {
        let round = drafted;
        for (const [next, by] of acts) {
          const decided = decide(next, round, by);
          if (isRefusal(decided)) {
            expect(decided.sentence).toMatch(/^[A-Z].*\.$/);
            continue;
          }
          for (const fact of decided.facts) {
            const once = evolve(round, fact, by);
            expect(evolve(once, fact, by)).toEqual(once);
            expect(order.indexOf(once.state)).toBeGreaterThan(order.indexOf(round.state));
            round = once;
          }
        }
        if (wasReleased(round.state)) {
          expect(round.reviewer).not.toBe(round.drafter);
          expect(round.releaser).not.toBe(round.drafter);
          expect(round.hash).toBe(HASH);
        }
      }),
    );
    expect.hasAssertions();
  });
});
