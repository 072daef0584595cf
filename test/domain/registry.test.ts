import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bodyOn,
  chairOn,
  focalPointsOn,
  holdsOn,
  isTakenBack,
  membersOn,
  type Registry,
  readDay,
  type Seat,
} from "#domain/registry";
import { emptyRegistry } from "#test/domain/examples";
import { realRegistry } from "#test/domain/real-registry";

describe("a source's day", () => {
  it.each([
    ["2022-03-22", "from", "2022-03-22", false],
    ["2022-03-22", "until", "2022-03-22", false],
    ["unknown, before 2024", "from", "2023-12-31", true],
    ["unknown, before 2024", "until", "2023-12-31", true],
    ["unknown, before 2021-09-29", "until", "2021-09-28", true],
    ["unknown, after 2022-10-10", "from", "2022-10-11", true],
    ["unknown, after 2022", "from", "2023-01-01", true],
    ["unknown, after 2024-02-28", "until", "2024-02-29", true],
    ["unknown", "from", "0001-01-01", true],
    ["unknown", "until", null, true],
    ["unknown, not counted by a source of 2025", "until", null, true],
  ] as const)("%s as %s is %s", (text, end, day, assumed) => {
    expect(readDay(text, end)).toEqual({ day, assumed });
  });
});

describe("a term", () => {
  it("holds on both its days and between them", () => {
    const term = { from: "2020-03-05", until: "2022-03-23", assumed: false };
    expect(
      ["2020-03-04", "2020-03-05", "2021-01-01", "2022-03-23", "2022-03-24"].map((day) => holdsOn(term, day)),
    ).toEqual([false, true, true, true, false]);
    expect(holdsOn({ ...term, until: null }, "9999-12-31")).toBe(true);
  });
});

const original = ["IT", "FR", "DE", "EG", "ER", "ET", "SS", "NL", "EC", "EEAS", "AUC", "GB", "SD"];

describe("the Steering Committee of the real parties", () => {
  it.each(["2019-03-06", "2021-09-29", "2022-03-22"])("on %s has its thirteen first seats", (day) => {
    expect(bodyOn(realRegistry(), "steering-committee", day)).toEqual(original);
  });
  it("the day before it was founded has none", () => {
    expect(bodyOn(realRegistry(), "steering-committee", "2019-03-05")).toEqual([]);
  });
  it("while a seat is held for another party, seats the holder and not the party", () => {
    const before = bodyOn(realRegistry(), "steering-committee", "2022-10-10");
    const after = bodyOn(realRegistry(), "steering-committee", "2022-10-11");
    expect([before.includes("SD"), before.includes("SO"), after.includes("SD"), after.includes("SO")]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
  it("on the last day before 2024 has both who left and who came, as the sources do not say which first", () => {
    expect(bodyOn(realRegistry(), "steering-committee", "2023-12-31")).toEqual(
      expect.arrayContaining(["GB", "FI", "SE", "UG"]),
    );
  });
  it("on 2024-04-16 has fifteen, Somalia in Sudan's place", () => {
    const staying = original.filter((code) => code !== "GB" && code !== "SD");
    expect(bodyOn(realRegistry(), "steering-committee", "2024-04-16")).toEqual([...staying, "FI", "SE", "UG", "SO"]);
  });
  it("says of every seat whose days no source gives that they are assumed", () => {
    const assumed = realRegistry().seats.filter((seat) => seat.assumed);
    expect(assumed.map(({ code }) => code)).toEqual(["GB", "FI", "SE", "UG", "SO"]);
  });
});

describe("a held seat", () => {
  const seat = (code: string, rest: Partial<Seat> = {}): Seat => ({
    code,
    body: "steering-committee",
    from: "2020-01-01",
    until: null,
    assumed: false,
    ...rest,
  });
  const registryOf = (seats: readonly Seat[]): Registry => ({ ...emptyRegistry, seats });
  it("gives the party its place back when the holding ends", () => {
    const registry = registryOf([seat("SD"), seat("SO", { heldFor: "SD", until: "2020-12-31" })]);
    expect(bodyOn(registry, "steering-committee", "2020-12-31")).toEqual(["SO"]);
    expect(bodyOn(registry, "steering-committee", "2021-01-01")).toEqual(["SD"]);
  });
  it("seats a party once that has a seat and holds another", () => {
    expect(
      bodyOn(registryOf([seat("SO"), seat("SD"), seat("SO", { heldFor: "SD" })]), "steering-committee", "2020-06-01"),
    ).toEqual(["SO"]);
  });
});

describe("the members of the real parties", () => {
  it.each([
    ["2014-11-27", 0],
    ["2014-11-28", 40],
    ["2019-03-06", 40],
    ["2020-12-30", 40],
    ["2020-12-31", 44],
    ["2021-09-29", 44],
    ["2022-03-22", 44],
    ["2024-04-16", 44],
  ])("on %s are %i", (day, count) => {
    const members = membersOn(realRegistry(), day);
    expect(members).toHaveLength(count);
    expect(new Set(members).size).toBe(count);
  });
  it("include those who joined before 2021 from its eve on, and never a partner organisation", () => {
    expect(membersOn(realRegistry(), "2021-01-01")).toEqual(
      expect.arrayContaining(["LY", "NO", "CH", "UG", "GB", "EC", "EEAS", "AUC"]),
    );
    expect(membersOn(realRegistry(), "2024-04-16")).not.toEqual(expect.arrayContaining(["IOM"]));
  });
  it("leave out observers and the suspended", () => {
    const term = { from: "2020-01-01", until: null, assumed: false };
    const memberships = (["member", "observer", "suspended"] as const).map((kind) => ({
      ...term,
      code: kind.toUpperCase(),
      kind,
    }));
    expect(membersOn({ ...emptyRegistry, memberships }, "2020-06-01")).toEqual(["MEMBER"]);
  });
});

describe("the chair of the real parties", () => {
  it.each([
    ["2019-03-06", undefined],
    ["2020-03-04", "ER"],
    ["2020-03-05", "NL"],
    ["2022-03-22", "NL"],
    ["2022-03-23", "SS"],
    ["2024-04-16", "DE"],
    ["2024-04-17", "EG"],
    ["2030-01-01", "FR"],
  ])("on %s is %s: on the day of a hand-over, whoever began later", (day, code) => {
    expect(chairOn(realRegistry(), day)).toBe(code);
  });
});

describe("the chair of a day", () => {
  it("is whoever began later, in whatever order the terms stand", () => {
    const [first, second] = [
      { code: "ER", from: "2019-03-07", until: "2020-03-05", assumed: false },
      { code: "NL", from: "2020-03-05", until: null, assumed: false },
    ];
    for (const chairs of [
      [first, second],
      [second, first],
    ])
      expect(chairOn({ ...emptyRegistry, chairs }, "2020-03-05")).toBe("NL");
  });
  it("is nobody whose term was taken back", () => {
    const never = { code: "ER", from: "2020-03-05", until: "2020-03-04", assumed: false };
    expect([isTakenBack(never), isTakenBack({ ...never, until: null })]).toEqual([true, false]);
    for (const day of ["2020-03-04", "2020-03-05"]) expect(holdsOn(never, day)).toBe(false);
  });
});

describe("focal points", () => {
  it("are those of the party whose term holds", () => {
    expect(focalPointsOn(realRegistry(), "AT", "2022-03-22").map(({ role, rank }) => [role, rank])).toEqual([
      ["focal-point", "primary"],
      ["focal-point", "deputy"],
      ["mission", null],
    ]);
    expect(focalPointsOn(realRegistry(), "AT", "2019-12-31")).toEqual([]);
    expect(focalPointsOn(realRegistry(), "XX", "2022-03-22")).toEqual([]);
  });
});

describe("any seats on any day", () => {
  it("seat nobody twice, and never a party beside the holder of its seat", () => {
    const day = fc.integer({ min: 10, max: 28 }).map((n) => `2022-03-${n}`);
    const code = fc.constantFrom("IT", "SD", "SO", "FR", "UG");
    const seat = fc.record({
      code,
      body: fc.constant("steering-committee" as const),
      from: day,
      until: fc.option(day),
      assumed: fc.boolean(),
    });
    const held = fc.tuple(seat, code).map(([one, heldFor]): Seat => ({ ...one, heldFor }));
    fc.assert(
      fc.property(fc.array(fc.oneof(seat, held), { maxLength: 8 }), day, (seats: readonly Seat[], on) => {
        const sitting = bodyOn({ ...emptyRegistry, seats }, "steering-committee", on);
        const holding = seats.filter((one) => holdsOn(one, on));
        expect(new Set(sitting).size).toBe(sitting.length);
        for (const one of holding) if (one.heldFor !== undefined) expect(sitting).not.toContain(one.heldFor);
      }),
    );
    expect.hasAssertions();
  });
});
