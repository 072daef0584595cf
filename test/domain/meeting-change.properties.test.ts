import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Convocation } from "#domain/convocation";
import { overlapping } from "#domain/convocation";
import { isAfter } from "#domain/instant";
import type { Changed } from "#domain/meeting-change";
import { cancel, postpone, reschedule } from "#domain/meeting-change-dates";
import { extendDeadline } from "#domain/meeting-change-deadlines";
import { changeModality, relocate } from "#domain/meeting-change-place";
import { correctTitle } from "#domain/meeting-change-title";
import { endOf, startOf } from "#domain/part";
import { isRefusal, type Refusal } from "#domain/refusal";
import { at, placed, series, session, WHY } from "#test/domain/meeting-changes";

type Act = (before: Convocation, now: string) => Changed | Refusal;
const dayAfter = (days: number) => new Date(Date.UTC(2022, 1, 10 + days)).toISOString().slice(0, 10);
const days = fc.integer({ min: 0, max: 120 });
const hours = fc
  .tuple(fc.integer({ min: 4, max: 21 }), fc.integer({ min: 1, max: 8 }))
  .map(([from, long]) => [clock(from), clock(Math.min(23, from + long))] as const);
const clock = (hour: number) => `${String(hour).padStart(2, "0")}:30`;
/** One of the meeting's own parts, and now and then one that it does not have. */
const place = fc.nat(5);
const idAt = ({ parts }: Convocation, index: number) => (index === 5 ? "nowhere" : parts[index % parts.length]!.id);
const named = fc.option(fc.array(place, { minLength: 1, maxLength: 3 }), { nil: undefined, freq: 1 });
const given = (before: Convocation, indexes: readonly number[] | undefined) =>
  indexes === undefined ? {} : { parts: indexes.map((index) => idAt(before, index)) };
const wall = days.map((later) => `${dayAfter(later)}T12:00`);
/** Around the meeting's first deadline and its beginning. */
const soon = fc.integer({ min: 20, max: 45 }).map((later) => `${dayAfter(later)}T12:00`);
const deadlines = fc.oneof(fc.constant({}), fc.record({ answersBy: wall, namesBy: wall }, { requiredKeys: [] }));

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(fc.array(fc.tuple(place, days, hours), { minLength: 1, maxLength: 2 }), deadlines).map(
    ([dates, asked]): Act =>
      (before, now) => {
        const parts = dates.map(([index, later, [from, until]]) => ({
          id: idAt(before, index),
          sessions: [session(dayAfter(later), from, until)],
        }));
        return reschedule(before, { reason: WHY, ...asked, parts }, at(now));
      },
  ),
  named.map(
    (some): Act =>
      (before, now) =>
        postpone(before, { reason: WHY, ...given(before, some) }, at(now)),
  ),
  fc.array(place, { minLength: 1, maxLength: 1 }).map(
    (some): Act =>
      (before, now) =>
        cancel(before, { reason: WHY, ...given(before, some) }, at(now)),
  ),
  fc.record({ answersBy: soon, namesBy: soon }, { requiredKeys: [] }).map(
    (asked): Act =>
      (before, now) =>
        extendDeadline(before, { reason: WHY, ...asked }, at(now)),
  ),
  fc.tuple(named, fc.constantFrom("Ghent", "Juba")).map(
    ([some, city]): Act =>
      (before, now) =>
        relocate(before, { reason: WHY, city, country: "BE", ...given(before, some) }, at(now)),
  ),
  fc.tuple(named, fc.constantFrom("in-person" as const, "online" as const, "hybrid" as const), deadlines).map(
    ([some, modality, asked]): Act =>
      (before, now) => {
        const somewhere = modality !== "online" && { country: "BE" };
        return changeModality(
          before,
          { reason: WHY, modality, ...asked, ...given(before, some), ...somewhere },
          at(now),
        );
      },
  ),
  fc.string({ minLength: 1 }).map(
    (en): Act =>
      (before, now) =>
        correctTitle(before, { reason: WHY, title: { en } }, at(now)),
  ),
);
const story = fc.record({
  begin: fc.constantFrom(placed, series),
  acts: fc.array(fc.tuple(act, fc.integer({ min: 0, max: 14 })), { minLength: 1, maxLength: 8 }),
});

/** Plays acts, days apart, and looks at each that was done, with what was before it and when. */
function play(
  { begin, acts }: { begin: () => Convocation; acts: readonly (readonly [Act, number])[] },
  look: (before: Convocation, made: Changed, now: string) => void,
): void {
  let convocation = begin();
  let days = 0;
  for (const [one, later] of acts) {
    days += later;
    const now = new Date(Date.UTC(2022, 1, 10 + days, 10)).toISOString().replace(".000Z", "Z");
    const decided = one(convocation, now);
    if (isRefusal(decided)) {
      expect(decided.sentence).toMatch(/^.{20,}[.)]$/s);
      continue;
    }
    look(convocation, decided, now);
    convocation = decided.convocation;
  }
}

describe("whatever is asked, in whatever order", () => {
  it("is done often enough, every kind of it, for what follows to say something", () => {
    const counted = new Map<string, number>();
    for (const one of fc.sample(story, { numRuns: 400, seed: 5 }))
      play(one, (_, { change: { what } }) => counted.set(what, (counted.get(what) ?? 0) + 1));
    const kinds = [
      "rescheduled",
      "postponed",
      "cancelled",
      "deadline-extended",
      "relocated",
      "modality-changed",
      "title-corrected",
    ];
    expect(kinds.filter((what) => (counted.get(what) ?? 0) < 20)).toEqual([]);
  });
  it("the revision rises by exactly one with each change, its row and its fact say which, and only those that move dates move the plan's", () => {
    fc.assert(
      fc.property(story, (given) =>
        play(given, (before, { convocation, change, facts }) => {
          expect([convocation.revision, change.revision, facts.length, facts[0]?.data.revision]).toEqual([
            before.revision + 1,
            before.revision + 1,
            1,
            before.revision + 1,
          ]);
          expect(convocation.planRevision).toBe(change.replans ? convocation.revision : before.planRevision);
          const moved =
            before.answersBy.instant !== convocation.answersBy.instant || before.starts !== convocation.starts;
          if (moved) expect(change.replans).toBe(true);
        }),
      ),
      { numRuns: 300 },
    );
  });
  it("the state and the span follow from the parts, which stay in order of time, and nothing that takes place overlaps", () => {
    fc.assert(
      fc.property(story, (given) =>
        play(given, (_, { convocation: { parts, state, starts, ends } }) => {
          const convened = parts.filter((part) => part.state === "convened");
          const expected = parts.every((part) => part.state === "cancelled") ? "cancelled" : "postponed";
          expect(state).toBe(convened.length > 0 ? "convened" : expected);
          expect(parts.map(startOf)).toEqual(parts.map(startOf).sort());
          expect(overlapping(convened)).toBeUndefined();
          const modules = convened.flatMap(({ module }) => module ?? []);
          expect(modules).toEqual(modules.toSorted((a, b) => a - b));
          if (convened.length > 0)
            expect([starts, ends]).toEqual([convened.map(startOf).sort()[0], convened.map(endOf).sort().at(-1)]);
        }),
      ),
      { numRuns: 300 },
    );
  });
  it("what is cancelled stays as it is, what is over too, and no part is lost", () => {
    fc.assert(
      fc.property(story, (given) =>
        play(given, (before, { convocation, change }, now) => {
          expect(convocation.parts.map((part) => part.id).sort()).toEqual(before.parts.map((part) => part.id).sort());
          for (const part of before.parts) {
            const after = convocation.parts.find((candidate) => candidate.id === part.id);
            const over = part.state === "convened" && !isAfter(endOf(part), now);
            if (part.state === "cancelled" || over || !change.parts.includes(part.id)) expect(after).toEqual(part);
          }
        }),
      ),
      { numRuns: 300 },
    );
  });
  it("whoever is asked again has a deadline that is left, before the first of what is still to begin", () => {
    fc.assert(
      fc.property(story, (given) =>
        play(given, (_, { convocation, change }, now) => {
          const upcoming = convocation.parts.filter((part) => part.state === "convened" && isAfter(startOf(part), now));
          const asked = upcoming.filter((part) => change.parts.includes(part.id));
          if (!change.confirm || asked.length === 0) return;
          expect(isAfter(convocation.answersBy.instant, now)).toBe(true);
          for (const part of upcoming) expect(isAfter(convocation.cutOff, startOf(part))).toBe(false);
        }),
      ),
      { numRuns: 300 },
    );
  });
});
