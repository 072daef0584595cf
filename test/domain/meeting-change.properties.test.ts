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
const day = fc
  .integer({ min: 0, max: 120 })
  .map((days) => new Date(Date.UTC(2022, 1, 1 + days)).toISOString().slice(0, 10));
const hour = fc.integer({ min: 0, max: 23 }).map((hours) => `${String(hours).padStart(2, "0")}:30`);
const id = fc.constantFrom("sc-2022-03", "som-8", "webinar-1", "webinar-2", "webinar-3", "webinar-4", "nowhere");
const parts = fc.option(fc.array(id, { minLength: 1, maxLength: 3 }), { nil: undefined });
const wall = fc.tuple(day, hour).map(([on, time]) => `${on}T${time}`);
const deadlines = fc.record({ answersBy: wall, namesBy: wall }, { requiredKeys: [] });
const given = <T>(named: T | undefined) => (named === undefined ? {} : { parts: named });
const moment = (now: string) => at(now);

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(fc.array(fc.tuple(id, day, hour, hour), { minLength: 1, maxLength: 3 }), deadlines).map(
    ([dates, asked]): Act =>
      (before, now) =>
        reschedule(
          before,
          {
            reason: WHY,
            ...asked,
            parts: dates.map(([part, on, from, until]) => ({ id: part, sessions: [session(on, from, until)] })),
          },
          moment(now),
        ),
  ),
  parts.map(
    (named): Act =>
      (before, now) =>
        postpone(before, { reason: WHY, ...given(named) }, moment(now)),
  ),
  parts.map(
    (named): Act =>
      (before, now) =>
        cancel(before, { reason: WHY, ...given(named) }, moment(now)),
  ),
  deadlines.map(
    (asked): Act =>
      (before, now) =>
        extendDeadline(before, { reason: WHY, ...asked }, moment(now)),
  ),
  fc.tuple(parts, fc.constantFrom("Ghent", "Juba")).map(
    ([named, city]): Act =>
      (before, now) =>
        relocate(before, { reason: WHY, city, country: "BE", ...given(named) }, moment(now)),
  ),
  fc.tuple(parts, fc.constantFrom("in-person" as const, "online" as const, "hybrid" as const), deadlines).map(
    ([named, modality, asked]): Act =>
      (before, now) =>
        changeModality(
          before,
          { reason: WHY, modality, ...asked, ...given(named), ...(modality !== "online" && { country: "BE" }) },
          moment(now),
        ),
  ),
  fc.string({ minLength: 1 }).map(
    (en): Act =>
      (before, now) =>
        correctTitle(before, { reason: WHY, title: { en } }, moment(now)),
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
