import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Attending,
  type HeldPart,
  howAttended,
  type MarkAsked,
  type Marked,
  mark,
  nobodyYet,
  type Registered,
} from "#domain/attendance";
import { isRefusal } from "#domain/refusal";

const from = { wall: "2022-05-24T09:00", zone: "Africa/Juba", offset: "+02:00", instant: "2022-05-24T07:00:00Z" };
const training: HeldPart = { id: "training-2022", modality: "hybrid", sessions: [{ from }] };
const DURING = "2022-05-24T08:00:00Z";
const person = (number: string, more: Partial<Registered> = {}): Registered => ({
  number,
  state: "registered",
  parts: ["training-2022"],
  ...more,
});
const kenya: Attending = {
  delegation: { id: "k7x2m4qpa3bd5fzt", convocationId: "training-2022", partyCode: "KE" },
  part: training,
  registrations: [person("ab"), person("ac"), person("ad", { state: "cancelled" }), person("ae", { parts: ["other"] })],
  attendance: nobodyYet("training-2022"),
};
function marked(asked: MarkAsked, before = kenya, now = DURING): Marked {
  const result = mark(asked, before, now);
  if (isRefusal(result)) throw new Error(result.sentence);
  return result;
}
const standing = (asked: MarkAsked, before = kenya): Attending => ({
  ...before,
  attendance: marked(asked, before).attendance,
});

describe("marking who was there", () => {
  it("takes registered persons by number, as one fact with numbers and no names", () => {
    expect(marked({ persons: ["ab", "ac", "ab"] })).toEqual({
      attendance: {
        part: "training-2022",
        marks: [
          { number: "ab", present: true },
          { number: "ac", present: true },
        ],
        walkIns: [],
      },
      changed: [
        { number: "ab", present: true },
        { number: "ac", present: true },
      ],
      facts: [
        {
          type: "registration.attended.v1",
          data: {
            delegationId: "k7x2m4qpa3bd5fzt",
            convocationId: "training-2022",
            partyCode: "KE",
            part: "training-2022",
            present: ["ab", "ac"],
            absent: [],
          },
        },
      ],
    });
  });
  it("takes all who are registered for the part, and no others", () => {
    expect(marked({ all: true }).changed.map(({ number }) => number)).toEqual(["ab", "ac"]);
  });
  it("is corrected by being told again, as often as it must be, after the meeting too", () => {
    const all = standing({ all: true });
    const one = marked({ persons: ["ac"], absent: true }, all, "2022-07-01T08:00:00Z");
    expect(one.facts).toMatchObject([{ data: { present: [], absent: ["ac"] } }]);
    expect(marked({ all: true }, { ...all, attendance: one.attendance }).facts).toMatchObject([
      { data: { present: ["ac"], absent: [] } },
    ]);
    expect(marked({ persons: ["ab"], attends: "online" }, all).attendance.marks[0]).toEqual({
      number: "ab",
      present: true,
      attends: "online",
    });
  });
  it("says nothing where it says what was known", () => {
    const all = standing({ all: true });
    expect(marked({ all: true }, all)).toEqual({ attendance: all.attendance, changed: [], facts: [] });
    expect(marked({ persons: ["ab"] }, all).facts).toEqual([]);
  });
  it("counts who walked in by Capacity and way, the number as it stands; 0 takes it off", () => {
    const two = standing({ walkIns: { count: 2, capacity: "Expert" } });
    const more = standing({ walkIns: { count: 1 }, attends: "online" }, two);
    expect(more.attendance.walkIns).toEqual([
      { count: 2, capacity: "Expert" },
      { count: 1, attends: "online" },
    ]);
    expect(marked({ walkIns: { count: 3, capacity: "Expert" } }, more).facts).toMatchObject([{ data: { walkIns: 4 } }]);
    expect(marked({ walkIns: { count: 0, capacity: "Expert" } }, more).attendance.walkIns).toHaveLength(1);
    expect(marked({ walkIns: { count: 2, capacity: "Expert" } }, two).facts).toEqual([]);
  });
  it("begins in the instant of the first session", () => {
    expect(mark({ all: true }, kenya, "2022-05-24T06:59:59Z")).toMatchObject({
      code: "not-begun",
      sentence: "training-2022 begins on 2022-05-24 09:00 (Africa/Juba, UTC+02:00); mark who is there from then on.",
    });
    expect(mark({ all: true }, kenya, "2022-05-24T07:00:00Z")).not.toHaveProperty("code");
  });
  const big = Array.from({ length: 91 }, (_, index) => person(`b${index}`));
  it.each<[string, MarkAsked, Partial<Attending>, string]>([
    ["nobody said", {}, {}, "whom"],
    ["persons and all", { persons: ["ab"], all: true }, {}, "whom"],
    ["absent who walked in", { walkIns: { count: 1 }, absent: true }, {}, "whom"],
    ["a number of nobody", { persons: ["zz"] }, {}, "not-registered"],
    ["27 · a name of every object", { persons: ["constructor"] }, {}, "not-registered"],
    ["somebody who cancelled", { persons: ["ad"] }, {}, "not-registered"],
    ["somebody of another part", { persons: ["ae"] }, {}, "not-registered"],
    ["all of nobody", { all: true }, { registrations: [] }, "nobody-registered"],
    ["all of more than a transaction holds", { all: true }, { registrations: big }, "too-many-at-once"],
    [
      "in person online",
      { all: true, attends: "in-person" },
      { part: { ...training, modality: "online" } },
      "online-only",
    ],
    ["a part that was cancelled", { all: true }, { part: { ...training, state: "cancelled" } }, "not-held"],
    ["a part that is postponed", { all: true }, { part: { ...training, state: "postponed" } }, "not-held"],
    ["a part without a day", { all: true }, { part: { ...training, sessions: [] } }, "not-begun"],
  ])("is refused, with a sentence: %s", (_, asked, change, code) => {
    const result = mark(asked, { ...kenya, ...change }, DURING);
    expect(result).toMatchObject({ code });
    expect(isRefusal(result) && result.sentence).toMatch(/^[A-Za-z].*\.$/);
  });

  const asked: fc.Arbitrary<MarkAsked> = fc.oneof(
    fc.record({ persons: fc.subarray(["ab", "ac"], { minLength: 1 }), absent: fc.boolean() }),
    fc.record({ all: fc.constant(true), attends: fc.constantFrom("in-person", "online") }),
    fc.record({ walkIns: fc.record({ count: fc.nat({ max: 5 }) }) }),
  );
  it("ends as the last word about each has it, and the same word twice changes nothing", () => {
    fc.assert(
      fc.property(fc.array(asked, { minLength: 1 }), (words) => {
        const end = words.reduce((before, word) => standing(word, before), kenya);
        const last = words.at(-1);
        if (last) expect(marked(last, end).facts).toEqual([]);
        const numbers = end.attendance.marks.map(({ number }) => number);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
    );
  });
});

describe("how somebody was there", () => {
  it("is as it was seen, else as they said, else as the part leaves it", () => {
    const there = { number: "ab", present: true };
    const online = person("ab", { attends: { "training-2022": "online" } });
    expect(howAttended(training, { ...there, attends: "in-person" }, online)).toBe("in-person");
    expect(howAttended(training, there, online)).toBe("online");
    expect(howAttended(training, there, person("ab", { attends: { other: "online" } }))).toBeNull();
    expect(howAttended(training, there, undefined)).toBeNull();
  });
});
