import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import {
  type Answer,
  type Delegation,
  decide,
  evolve,
  type Invitee,
  type Nomination,
  type Who,
} from "#domain/delegation";
import { plusSeconds } from "#domain/instant";
import { MOST_PEOPLE } from "#domain/nomination";
import { isRefusal } from "#domain/refusal";
import { factsByType } from "#events/catalogue";
import { delegationSchema, nominationSchema } from "#records/delegation";
import { adviser, BOTH, CUT_OFF, deputy, mission, primary, silentDelegation } from "#test/domain/examples";

const NOW = "2022-02-10T09:00:00Z";
const invitees = [primary, deputy, mission, { ...adviser, number: "ae" }];

const parts = fc.subarray(BOTH);
const name = fc.constantFrom("Karl Kollege", "Gerda Gast", "Olga Other");
const email = fc.constantFrom("karl@example.org", "gerda@example.org");
const who: fc.Arbitrary<Who> = fc.oneof(
  fc.constant({ kind: "self" } as const),
  fc.record({ kind: fc.constant("other" as const), name, email }),
);
const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({ kind: fc.constantFrom("come" as const, "names-follow" as const), parts }),
  fc.record({
    kind: fc.constant("colleague" as const),
    parts,
    colleague: fc.record({ name, email }, { requiredKeys: ["name"] }),
  }),
  fc.record({ kind: fc.constantFrom("regret" as const, "no-part" as const) }),
);
const said = fc.record({ from: fc.nat(invitees.length - 1), who, answer });
type Said = typeof said extends fc.Arbitrary<infer T> ? T : never;

interface World {
  delegation: Delegation;
  nominations: Nomination[];
  invitees: Invitee[];
}
const start = (people = 4): World => ({
  delegation: { ...silentDelegation, people },
  nominations: [],
  invitees: [...invitees],
});

/** What the step does with a decision, without its tables. */
function told(world: World, { from, who, answer }: Said) {
  const { delegation, nominations } = world;
  const decided = decide(who, answer, { delegation, invitee: world.invitees[from]!, nominations }, NOW);
  if (isRefusal(decided)) return { world, decided: undefined };
  const proposed = decided.facts.some(({ type }) => type === "invitation.nomination-proposed.v1");
  const rest = nominations.filter(({ number }) => !decided.nominations.some((changed) => changed.number === number));
  const next: World = {
    delegation: decided.facts.reduce((state, fact) => evolve(state, fact, "invitee:x", NOW), delegation),
    nominations: [...rest, ...decided.nominations],
    invitees: world.invitees.map((invitee, index) =>
      index === from && !proposed && decided.facts.length > 0 ? { ...invitee, answer: answer.kind } : invitee,
    ),
  };
  return { world: next, decided };
}
const story = fc.array(said, { maxLength: 10 });
const active = ({ state }: Nomination) => state === "confirmed" || state === "accepted";

describe("whatever is answered, by whomever, in whatever order", () => {
  it("the delegation stays what the records can hold, its parts the same and its count of open ones true", () => {
    fc.assert(
      fc.property(story, (answers) => {
        let world = start();
        for (const one of answers) {
          const { people } = world.delegation;
          ({ world } = told(world, one));
          const { delegation } = world;
          expect(delegationSchema.safeParse({ ...delegation, roundId: "r", page: 0, member: true, v: 1 }).success).toBe(
            true,
          );
          expect(z.array(nominationSchema).safeParse(world.nominations).success).toBe(true);
          expect(Object.keys(delegation.parts)).toEqual(BOTH);
          expect(delegation.open).toBe(
            Object.values(delegation.parts).filter(({ status }) => status === "unanswered").length,
          );
          expect(delegation.people).toBeGreaterThanOrEqual(people);
        }
      }),
    );
    expect.hasAssertions();
  });

  it("a part is named exactly where somebody comes to it, and no number is given to two people", () => {
    fc.assert(
      fc.property(story, (answers) => {
        const world = answers.reduce((state, one) => told(state, one).world, start());
        for (const [part, { status }] of Object.entries(world.delegation.parts))
          expect(status === "coming-named").toBe(
            world.nominations.some((one) => active(one) && one.parts.includes(part)),
          );
        const numbers = world.nominations.map(({ number }) => number);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
    expect.hasAssertions();
  });

  it("at most one person comes through each link", () => {
    fc.assert(
      fc.property(story, (answers) => {
        const { nominations } = answers.reduce((state, one) => told(state, one).world, start());
        const through = nominations.filter(active).map((one) => one.through);
        expect(new Set(through).size).toBe(through.length);
      }),
    );
    expect.hasAssertions();
  });

  it("the same fact twice changes nothing, and every fact is one of the catalogue", () => {
    fc.assert(
      fc.property(story, said, (answers, last) => {
        const world = answers.reduce((state, one) => told(state, one).world, start());
        for (const fact of told(world, last).decided?.facts ?? []) {
          const once = evolve(world.delegation, fact, "invitee:x", NOW);
          expect(evolve(once, fact, "invitee:x", NOW)).toEqual(once);
          const stamp = {
            id: "x",
            at: NOW,
            by: "invitee:k7x2m4qpa3bd5fztab",
            door: "link",
            aggregate: "x",
            version: 1,
          };
          expect(factsByType.get(fact.type)?.schema.safeParse({ ...stamp, data: fact.data }).success).toBe(true);
        }
      }),
    );
    expect.hasAssertions();
  });

  it("the same answer twice says nothing the second time", () => {
    fc.assert(
      fc.property(story, said, (answers, last) => {
        const world = answers.reduce((state, one) => told(state, one).world, start());
        const once = told(world, last);
        if (once.decided) expect(told(once.world, last).decided).toEqual({ facts: [], nominations: [] });
      }),
    );
    expect.hasAssertions();
  });

  it("nobody who does not speak for the State changes its answer", () => {
    fc.assert(
      fc.property(story, name, email, answer, (answers, stranger, address, any) => {
        const world = answers.reduce((state, one) => told(state, one).world, start());
        const forwarded = told(world, { from: 0, who: { kind: "other", name: stranger, email: address }, answer: any });
        expect(forwarded.world.delegation.parts).toEqual(world.delegation.parts);
        expect(forwarded.world.nominations.filter(active)).toEqual(world.nominations.filter(active));
      }),
    );
    expect.hasAssertions();
  });

  it("nothing is taken after the cut-off, and nobody above two hundred", () => {
    fc.assert(
      fc.property(said, fc.integer({ min: MOST_PEOPLE - 2, max: MOST_PEOPLE }), story, (one, people, answers) => {
        const late = decide(
          one.who,
          one.answer,
          { delegation: silentDelegation, invitee: invitees[one.from]!, nominations: [] },
          plusSeconds(CUT_OFF, 1),
        );
        expect(late).toMatchObject({ code: "after-cut-off" });
        expect(
          answers.reduce((state, next) => told(state, next).world, start(people)).delegation.people,
        ).toBeLessThanOrEqual(MOST_PEOPLE);
      }),
    );
    expect.hasAssertions();
  });
});
