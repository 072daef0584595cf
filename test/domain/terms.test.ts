import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdsOn, type Membership, type Seat, type Term } from "#domain/registry";
import { chairFaults, membershipFaults, overlaps, type Placed, seatFaults, whereIs } from "#domain/terms";

const days = (from: string, until: string | null = null): Term => ({ from, until, assumed: false });
const at = <T extends Term>(line: string | undefined, term: T): Placed<T> => ({ term, line });
const member = (line: string | undefined, code: string, from: string, until: string | null = null) =>
  at<Membership>(line, { ...days(from, until), code, kind: "member" });
const seat = (line: string | undefined, code: string, from: string, until: string | null = null, heldFor?: string) =>
  at<Seat>(line, { ...days(from, until), code, body: "steering-committee", ...(heldFor && { heldFor }) });
const chair = (line: string | undefined, code: string, from: string, until: string | null = null) =>
  at(line, { ...days(from, until), code });
const linesOf = (faults: readonly { line: string }[]) => faults.map(({ line }) => line);

describe("memberships", () => {
  it.each<[string, Placed<Membership>[], string[]]>([
    ["one after the other", [member("a", "AT", "2020-01-01", "2020-12-31"), member("b", "AT", "2021-01-01")], []],
    ["of two parties", [member("a", "AT", "2020-01-01"), member("b", "BE", "2020-01-01")], []],
    ["that share a day", [member("a", "AT", "2020-01-01", "2020-12-31"), member("b", "AT", "2020-12-31")], ["b"]],
    ["that never end", [member("b", "AT", "2021-01-01"), member("a", "AT", "2020-01-01")], ["b"]],
    [
      "of which a long one holds over two",
      [member("a", "AT", "2020-01-01"), member("b", "AT", "2021-01-01", "2021-02-01"), member("c", "AT", "2022-01-01")],
      ["b", "c"],
    ],
    [
      "of which a short one in a long one does not hide what the long one overlaps",
      [
        member("a", "AT", "2020-01-01", "2020-12-31"),
        member("b", "AT", "2020-06-01", "2020-06-30"),
        member("c", "AT", "2020-08-01"),
      ],
      ["b", "c"],
    ],
    [
      "of which each ends in the next",
      [
        member("a", "AT", "2020-01-01", "2020-06-30"),
        member("b", "AT", "2020-06-01", "2020-12-31"),
        member("c", "AT", "2020-12-01"),
      ],
      ["b", "c"],
    ],
    [
      "of which the later one is held already",
      [member(undefined, "AT", "2021-01-01"), member("a", "AT", "2020-01-01")],
      ["a"],
    ],
    [
      "that overlap in the dialogue already",
      [member(undefined, "AT", "2020-01-01"), member(undefined, "AT", "2021-01-01")],
      [],
    ],
    [
      "of which one was taken back",
      [member("a", "AT", "2020-01-01", "2019-12-31"), member("b", "AT", "2019-01-01")],
      [],
    ],
  ])("%s", (_, all, lines) => {
    expect(linesOf(membershipFaults(all))).toEqual(lines);
  });
  it("are told beside which, and what to do", () => {
    const all = [member(undefined, "AT", "2020-01-01", "2021-01-01"), member("line 3", "AT", "2020-06-01")];
    expect(membershipFaults(all)[0]?.sentence).toBe(
      "is a membership at the same time as another of that party, the one from 2020-01-01 to 2021-01-01 that the dialogue holds; end the one on the day before the other begins, or take the wrong one back by writing never as its end",
    );
    expect([whereIs(at("line 2", days("2020-01-01"))), whereIs(at(undefined, days("2020-01-01")))]).toEqual([
      "line 2",
      "the one from 2020-01-01 to now that the dialogue holds",
    ]);
  });
});

describe("chairs", () => {
  it.each<[string, ReturnType<typeof chair>[], string[]]>([
    [
      "may share the day of the hand-over",
      [chair("a", "ER", "2019-03-07", "2020-03-05"), chair("b", "NL", "2020-03-05")],
      [],
    ],
    ["may share no other day", [chair("a", "ER", "2019-03-07", "2020-03-06"), chair("b", "NL", "2020-03-05")], ["b"]],
    ["are not two while one is open", [chair("a", "ER", "2019-03-07"), chair("b", "NL", "2020-03-05")], ["b"]],
    [
      "of one day hand over at once, but do not begin together",
      [chair("a", "ER", "2020-03-05", "2020-03-05"), chair("b", "NL", "2020-03-05")],
      ["b"],
    ],
  ])("%s", (_, all, lines) => {
    expect(linesOf(chairFaults(all))).toEqual(lines);
  });
});

describe("seats", () => {
  const sudan = seat(undefined, "SD", "2019-03-06");
  it.each<[string, Placed<Seat>[], string[]]>([
    ["held for a party that has one", [sudan, seat("a", "SO", "2022-10-11", null, "SD")], []],
    ["held beside one's own", [sudan, seat("a", "SO", "2022-10-11", null, "SD"), seat("b", "SO", "2022-10-12")], []],
    ["of one party twice", [sudan, seat("a", "SD", "2021-01-01")], ["a"]],
    [
      "held by two",
      [sudan, seat("a", "SO", "2022-01-01", null, "SD"), seat("b", "KE", "2023-01-01", null, "SD")],
      ["b"],
    ],
    [
      "held by one after the other",
      [sudan, seat("a", "SO", "2022-01-01", "2022-12-31", "SD"), seat("b", "KE", "2023-01-01", null, "SD")],
      [],
    ],
    ["held for a party that has none", [seat("a", "SO", "2022-10-11", null, "KE")], ["a"]],
    ["held before the party had one", [sudan, seat("a", "SO", "2019-03-05", "2020-01-01", "SD")], ["a"]],
    [
      "held longer than the party had one",
      [seat("b", "SD", "2019-03-06", "2022-12-31"), seat(undefined, "SO", "2022-10-11", null, "SD")],
      ["b"],
    ],
    [
      "held until the party's own ends",
      [seat("b", "SD", "2019-03-06", "2022-12-31"), seat("a", "SO", "2022-10-11", "2022-12-31", "SD")],
      [],
    ],
    ["that the dialogue holds so already", [seat(undefined, "SO", "2022-10-11", null, "KE")], []],
    ["whose holding was taken back", [seat("a", "SO", "2022-10-11", "2022-10-10", "KE")], []],
  ])("%s", (_, all, lines) => {
    expect(linesOf(seatFaults(all))).toEqual(lines);
  });
  it("that end while they are held say what to do", () => {
    const all = [seat("line 2", "SD", "2019-03-06", "2022-12-31"), seat(undefined, "SO", "2022-10-11", null, "SD")];
    expect(seatFaults(all)[0]?.sentence).toMatch(/still holds for this one; end the holding in the same file$/);
    expect(seatFaults([seat("line 2", "SO", "2022-10-11", null, "SD")])[0]?.sentence).toMatch(
      /; import that party's own seat/,
    );
  });
});

describe("any terms", () => {
  const day = fc.integer({ min: 10, max: 28 }).map((n) => `2022-03-${n}`);
  const term = fc.record({ from: day, until: fc.option(day), assumed: fc.boolean() });
  const calendar = Array.from({ length: 20 }, (_, n) => `2022-03-${n + 10}`);
  it("overlap where, and only where, a day has two of them", () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 6 }), (terms) => {
        const found = overlaps(terms.map((one, n) => at(`line ${n}`, one)));
        const twice = calendar.some((on) => terms.filter((one) => holdsOn(one, on)).length > 1);
        expect(found.length > 0).toBe(twice);
      }),
    );
    expect.hasAssertions();
  });
  it("that touch on a hand-over have no day between with two of them", () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: 4 }), (terms) => {
        if (
          overlaps(
            terms.map((one, n) => at(`line ${n}`, one)),
            true,
          ).length > 0
        )
          return;
        for (const on of calendar) {
          const holding = terms.filter((one) => holdsOn(one, on));
          expect(holding.length <= 1 || holding.every((one) => one.from === on || one.until === on)).toBe(true);
        }
      }),
    );
    expect.hasAssertions();
  });
});
