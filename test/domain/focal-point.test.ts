import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeFocalPoint, endFocalPoint, type FocalPointChange, successions } from "#domain/focal-point";
import { dayAfter } from "#domain/instant";
import { isRefusal, type Refusal } from "#domain/refusal";
import { type FocalPoint, focalPointsOn, holdsOn, type Registry } from "#domain/registry";
import { dialogueFocalPointChanged } from "#events/dialogue/focal-point-changed.v1";
import { emptyRegistry } from "#test/domain/examples";
import { realRegistry } from "#test/domain/real-registry";

const point = (person: string, rank: FocalPoint["rank"], from: string, until: string | null = null): FocalPoint => ({
  code: "AT",
  person,
  role: rank === null ? "mission" : "focal-point",
  rank,
  from,
  until,
  assumed: false,
});
const real = realRegistry();
const [PRIMARY, DEPUTY] = ["focal.point.at@example.org", "deputy.at@example.org"];
const named = {
  dialogueId: "khartoum",
  party: "AT",
  rank: "primary",
  person: "nora",
  email: "nora@example.org",
  since: "2022-02-10",
  evidence: "NV 7/2022",
} as const;
const ended = { dialogueId: "khartoum", party: "AT", rank: "primary", until: "2022-02-28", evidence: "NV 9" } as const;
const registryOf = (...focalPoints: FocalPoint[]): Registry => ({
  ...emptyRegistry,
  parties: real.parties,
  focalPoints,
});

function done(change: FocalPointChange | Refusal): FocalPointChange {
  if (isRefusal(change)) throw new Error(change.sentence);
  return change;
}
/** The registry after a change. */
function changed(registry: Registry, { ended, begun }: FocalPointChange): Registry {
  const next = registry.focalPoints.map((held) => ended.find(({ before }) => before === held)?.after ?? held);
  return { ...registry, focalPoints: [...next, ...(begun ? [begun] : [])] };
}
const people = (registry: Registry, day: string, rank = "primary") =>
  focalPointsOn(registry, "AT", day)
    .filter((held) => held.rank === rank)
    .map(({ person }) => person);

describe("a new focal point", () => {
  it("begins on the day, and the one before ends the day before: with the reference of the letter", () => {
    const change = done(changeFocalPoint(real, named));
    expect(change.ended.map(({ before, after: last }) => [before.person, last.until, last.endEvidence])).toEqual([
      [PRIMARY, "2022-02-09", "NV 7/2022"],
    ]);
    expect(change.begun).toEqual({ ...point("nora", "primary", "2022-02-10"), evidence: "NV 7/2022" });
    expect(change.facts).toEqual([
      dialogueFocalPointChanged({
        dialogueId: "khartoum",
        party: "AT",
        rank: "primary",
        previous: [PRIMARY],
        person: "nora",
        since: "2022-02-10",
      }),
    ]);
    const next = changed(real, change);
    expect([people(next, "2022-02-09"), people(next, "2022-02-10")]).toEqual([[PRIMARY], ["nora"]]);
    expect(people(next, "2022-02-10", "deputy")).toEqual([DEPUTY]);
  });
  it("of the past is taken, where nobody began since", () => {
    const next = changed(real, done(changeFocalPoint(real, { ...named, since: "2020-01-02" })));
    expect([people(next, "2020-01-01"), people(next, "2021-01-01")]).toEqual([[PRIMARY], ["nora"]]);
  });
  it("where there was none follows nobody", () => {
    const { ended: over, facts } = done(changeFocalPoint(registryOf(), named));
    expect([over, facts[0]?.data.previous]).toEqual([[], []]);
  });
  it("follows all of several, and one whose end was known shortens that term", () => {
    const registry = registryOf(
      point("a", "primary", "2019-01-01", "2022-12-31"),
      point("b", "primary", "2020-01-01"),
      point("c", "primary", "2018-01-01", "2018-12-31"),
    );
    const change = done(changeFocalPoint(registry, named));
    expect(change.facts[0]?.data.previous).toEqual(["a", "b"]);
    expect(people(changed(registry, change), "2022-02-10")).toEqual(["nora"]);
  });
  it("who was the deputy leaves that rank vacant", () => {
    const change = done(changeFocalPoint(real, { ...named, person: DEPUTY, email: DEPUTY }));
    const next = changed(real, change);
    expect([people(next, "2022-02-10"), people(next, "2022-02-10", "deputy")]).toEqual([[DEPUTY], []]);
    expect(change.facts[0]?.data.previous).toEqual([PRIMARY]);
  });
  it("who held the rank before may come back", () => {
    const registry = registryOf(
      point("nora", "primary", "2018-01-01", "2019-12-31"),
      point("b", "primary", "2020-01-01"),
    );
    expect(people(changed(registry, done(changeFocalPoint(registry, named))), "2022-03-01")).toEqual(["nora"]);
  });
  it.each<[string, Registry, Partial<typeof named> | Record<string, string>, string, RegExp]>([
    ["of a party that is unknown", real, { party: "ZZ" }, "unknown-party", /no party ZZ\. Correct the code/],
    ["from a day that is none", real, { since: "2022-02-30" }, "no-such-day", /2022-02-30 is not in the calendar/],
    ["without an address", real, { email: "" }, "address", /^The focal point has no e-mail address; give one\.$/],
    ["with two addresses", real, { email: "a@b.org,c@d.org" }, "address", /give one address/],
    [
      "with half an address",
      real,
      { email: "nora" },
      "address",
      /^What was given as .* address is not an address; write/,
    ],
    ["who is it already", real, { person: PRIMARY }, "same-person", /already, since 2020-01-01\. Name another/],
    [
      "who is it until a day that comes",
      registryOf(point("nora", "primary", "2020-01-01", "2022-12-31")),
      {},
      "same-person",
      /already, from 2020-01-01 to 2022-12-31/,
    ],
    ["before the predecessor began", real, { since: "2019-12-31" }, "overlapping-terms", /begins on 2020-01-01/],
    ["on the predecessor's first day", real, { since: "2020-01-01" }, "overlapping-terms", /after that day/],
    [
      "before somebody who is to begin",
      registryOf(point("b", "primary", "2022-06-01")),
      {},
      "overlapping-terms",
      /AT has a primary focal point whose term begins on 2022-06-01, not before 2022-02-10/,
    ],
    [
      "who is to begin in the other rank",
      registryOf(point("nora", "deputy", "2022-06-01")),
      {},
      "overlapping-terms",
      /They can change rank after that day/,
    ],
  ])("%s is refused, with what to do", (_, registry, change, code, sentence) => {
    const said = changeFocalPoint(registry, { ...named, ...change });
    expect(said).toMatchObject({ refused: true, code, sentence: expect.stringMatching(sentence) });
  });
});

describe("the end of a focal point without another", () => {
  it("is the last day; the fact names the first one without", () => {
    const change = done(endFocalPoint(real, ended));
    const next = changed(real, change);
    expect([people(next, "2022-02-28"), people(next, "2022-03-01")]).toEqual([[PRIMARY], []]);
    expect(change.ended[0]?.after.endEvidence).toBe("NV 9");
    expect(change.facts[0]?.data).toMatchObject({ previous: [PRIMARY], person: null, since: "2022-03-01" });
  });
  it.each<[string, Registry, Record<string, string>, string, RegExp]>([
    ["of a party that is unknown", real, { party: "ZZ" }, "unknown-party", /no party ZZ/],
    ["on a day that is none", real, { until: "2022-13-01" }, "no-such-day", /not in the calendar/],
    ["where there is none", registryOf(), {}, "nobody-to-end", /convoke contact list --party AT/],
    [
      "that is known already",
      registryOf(point("a", "primary", "2020-01-01", "2022-02-28")),
      {},
      "nobody-to-end",
      /nothing to end/,
    ],
    ["before it began", real, { until: "2019-12-31" }, "overlapping-terms", /begins on 2020-01-01/],
  ])("%s is refused, with what to do", (_, registry, change, code, sentence) => {
    const said = endFocalPoint(registry, { ...ended, ...change });
    expect(said).toMatchObject({ refused: true, code, sentence: expect.stringMatching(sentence) });
  });
});

describe("any history of changes", () => {
  const ranks = ["primary", "deputy"] as const;
  const days = fc.integer({ min: 0, max: 60 }).map((days) => dayAfter("2022-01-01", days));
  const change = fc.record({
    rank: fc.constantFrom(...ranks),
    person: fc.constantFrom("ada", "ben", "cleo", null),
    day: days,
  });
  const play = (changes: readonly { rank: (typeof ranks)[number]; person: string | null; day: string }[]) =>
    changes.reduce(
      (registry, { rank, person, day }) => {
        const said =
          person === null
            ? endFocalPoint(registry, { ...ended, rank, until: day })
            : changeFocalPoint(registry, { ...named, rank, person, since: day });
        return isRefusal(said) ? registry : changed(registry, said);
      },
      registryOf(point("old", "primary", "2020-01-01"), point("mission", null, "2020-01-01")),
    );

  it("leaves one holder of a rank at most, nobody in two ranks, every term at least a day long, and the mission alone", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), days, (changes, day) => {
        const registry = play(changes);
        expect(ranks.every((rank) => people(registry, day, rank).length <= 1)).toBe(true);
        const holding = focalPointsOn(registry, "AT", day).map(({ person }) => person);
        expect(new Set(holding).size).toBe(holding.length);
        expect(holding).toContain("mission");
        for (const { from, until } of registry.focalPoints) expect(until === null || from <= until).toBe(true);
      }),
    );
  });
  it("given to the invitees leaves links to the holders of the day who had a place to take, and settles at once", () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), days, (changes, day) => {
        const { focalPoints } = play(changes);
        const invitees: Invited[] = [
          { number: "ab", personId: "old", functional: false },
          { number: "ac", personId: "mission", functional: true },
        ];
        apply(invitees, successions(invitees, focalPoints, day));
        expect(apply(invitees, successions(invitees, focalPoints, day))).toEqual([]);
        const open = invitees.filter(({ closed, functional }) => closed === undefined && !functional);
        for (const { personId } of open)
          expect(focalPoints.some((held) => held.person === personId && holdsOn(held, day))).toBe(true);
        expect(invitees[1]).toEqual({ number: "ac", personId: "mission", functional: true });
      }),
    );
  });
});

interface Invited {
  number: string;
  personId: string;
  functional: boolean;
  closed?: string;
  successor?: string;
}
/** What the step does with successions, without its tables. */
function apply(invitees: Invited[], changes: ReturnType<typeof successions>) {
  for (const { number, person } of changes) {
    const former = invitees.find((one) => one.number === number)!;
    const there = invitees.find((one) => one.personId === person && one.closed === undefined);
    const successor = person === null ? undefined : (there?.number ?? `a${invitees.length}`);
    if (person !== null && successor !== undefined && !there)
      invitees.push({ number: successor, personId: person, functional: false });
    Object.assign(former, { closed: "now", ...(successor !== undefined && { successor }) });
  }
  return changes;
}

describe("who takes whose place", () => {
  const DAY = "2022-03-22";
  const [ada, ben, office] = [
    { number: "ab", personId: "ada", functional: false },
    { number: "ac", personId: "ben", functional: false },
    { number: "ad", personId: "office", functional: true },
  ];
  const invited = [ada, ben, office];
  const adaOver = point("ada", "primary", "2020-01-01", "2022-02-09");
  const benStays = point("ben", "deputy", "2020-01-01");

  const adaDeputyFirst = [point("ada", "deputy", "2018-01-01", "2019-12-31"), adaOver];

  type Row = [string, readonly Invited[], readonly FocalPoint[], ReturnType<typeof successions>];
  it.each<Row>([
    ["nobody, while all hold", invited, [point("ada", "primary", "2020-01-01"), benStays], []],
    ["nobody whom the registry does not know", invited, [benStays], []],
    ["nobody who is to begin later", invited, [point("ada", "primary", "2022-06-01"), benStays], []],
    [
      "the new one of the rank",
      invited,
      [adaOver, benStays, point("nora", "primary", "2022-02-10")],
      [{ number: "ab", person: "nora", since: "2022-02-10" }],
    ],
    [
      "the last of several",
      invited,
      [adaOver, benStays, point("x", "primary", "2022-02-10", "2022-02-19"), point("nora", "primary", "2022-02-20")],
      [{ number: "ab", person: "nora", since: "2022-02-20" }],
    ],
    [
      "one who begins after the meeting takes none",
      invited,
      [point("ada", "primary", "2020-01-01", "2022-04-30"), benStays, point("nora", "primary", "2022-05-01")],
      [],
    ],
    [
      "nobody, where nobody was named",
      invited,
      [adaOver, benStays],
      [{ number: "ab", person: null, since: "2022-02-10" }],
    ],
    [
      "the deputy who moved up, who has a link already",
      invited,
      [adaOver, point("ben", "deputy", "2020-01-01", "2022-02-09"), point("ben", "primary", "2022-02-10")],
      [{ number: "ab", person: "ben", since: "2022-02-10" }],
    ],
    [
      "a new primary the deputy's, where the primary moved down in that place",
      invited,
      [
        adaOver,
        point("ada", "deputy", "2022-02-10"),
        point("ben", "deputy", "2020-01-01", "2022-02-09"),
        point("nora", "primary", "2022-02-10"),
      ],
      [{ number: "ac", person: "nora", since: "2022-02-10" }],
    ],
    ...[adaDeputyFirst, adaDeputyFirst.toReversed()].map(
      (terms): Row => [
        `the new one of the rank that was held last, not of an earlier one, the terms ${terms[0]!.from} first`,
        [ada, office],
        [...terms, point("zoe", "deputy", "2021-01-01"), point("nora", "primary", "2022-02-10")],
        [{ number: "ab", person: "nora", since: "2022-02-10" }],
      ],
    ),
    [
      "one person both places, where both were left",
      invited,
      [adaOver, point("ben", "primary", "2020-01-01", "2022-02-09"), point("nora", "primary", "2022-02-10")],
      [
        { number: "ab", person: "nora", since: "2022-02-10" },
        { number: "ac", person: "nora", since: "2022-02-10" },
      ],
    ],
    [
      "a place that stood empty, once somebody is named",
      [{ ...ada, closed: "2022-02-01T00:00:00Z" }, ben, office],
      [adaOver, benStays, point("nora", "primary", "2022-02-15")],
      [{ number: "ab", person: "nora", since: "2022-02-15" }],
    ],
    ["and it stays empty until then", [{ ...ada, closed: "2022-02-01T00:00:00Z" }, ben], [adaOver, benStays], []],
    [
      "nothing that was taken over before",
      [
        { ...ada, closed: "2022-02-01T00:00:00Z", successor: "ae" },
        { ...ada, number: "ae", personId: "nora" },
      ],
      [adaOver, point("nora", "primary", "2022-02-10")],
      [],
    ],
  ])("%s", (_, invitees, points, expected) => {
    expect(successions(invitees, points, DAY)).toEqual(expected);
  });
});
