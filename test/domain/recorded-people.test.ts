import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, decide, evolve, type Nomination } from "#domain/delegation";
import { decideRecorded, type Recorded } from "#domain/recorded-answer";
import type { Person } from "#domain/recorded-people";
import { isRefusal } from "#domain/refusal";
import { BOTH, deputy, mission, primary, silentDelegation } from "#test/domain/examples";

const IN_TIME = "2022-02-10T08:00:00Z";
const HYBRID = { "sc-2022-03": "in-person", "som-8": "hybrid" } as const;
const letter: Recorded = { answer: "come", channel: "note-verbale" };
const held = {
  delegation: silentDelegation,
  invitees: [primary, deputy, mission],
  nominations: [] as readonly Nomination[],
};
const recorded = (said: Partial<Recorded>, before = held, modalities: Parameters<typeof decideRecorded>[3] = HYBRID) =>
  decideRecorded({ ...letter, ...said }, before, IN_TIME, modalities);
function decided(said: Partial<Recorded>, before = held) {
  const result = recorded(said, before);
  if (isRefusal(result)) throw new Error(result.sentence);
  return result;
}
/** The party as it stands after what was said. */
function standing(said: Partial<Recorded>, before = held): typeof held {
  const { facts, nominations } = decided(said, before);
  const people = new Map(before.nominations.map((each) => [each.number, each]));
  for (const nomination of nominations) people.set(nomination.number, nomination);
  return {
    ...before,
    delegation: facts.reduce((state, fact) => evolve(state, fact, "staff:amina", IN_TIME), before.delegation),
    nominations: [...people.values()],
  };
}
const coming = ({ nominations }: typeof held) =>
  nominations.filter(({ state }) => state === "confirmed").map(({ name }) => name);
const anna: Person = { name: "Anna", email: "anna@example.org", capacity: "HeadOfDelegation" };
const bert: Person = { name: "Bert" };
const cleo: Person = { name: "Cleo", email: "cleo@example.org", capacity: "Expert", attends: "online" };

describe("several people of one party, named at once", () => {
  it("are numbered on, each with Capacity, and how they attend where the part leaves it to them", () => {
    const { nominations, facts, heard, kind } = decided({ people: [anna, bert, cleo] });
    expect(nominations).toEqual([
      {
        number: "ae",
        state: "confirmed",
        parts: BOTH,
        name: "Anna",
        email: "anna@example.org",
        language: "en",
        through: "ab",
        capacity: "HeadOfDelegation",
        listed: true,
      },
      {
        number: "af",
        state: "confirmed",
        parts: BOTH,
        name: "Bert",
        email: null,
        language: "en",
        through: "ab",
        onBehalf: true,
        listed: true,
      },
      {
        number: "ag",
        state: "confirmed",
        parts: BOTH,
        name: "Cleo",
        email: "cleo@example.org",
        language: "en",
        through: "ab",
        capacity: "Expert",
        attends: { "sc-2022-03": "online", "som-8": "online" },
        listed: true,
      },
    ]);
    expect(facts).toMatchObject([{ data: { nominations: ["ae", "af", "ag"], channel: "note-verbale" } }]);
    expect(heard).toMatchObject([{ invitee: { number: "ab" }, kind: "colleague" }]);
    expect(kind).toBe("come");
  });
  it("are the invited themselves where the letter names them", () => {
    const { nominations, heard } = decided({ people: [{ name: deputy.name, capacity: "Adviser" }, bert] });
    expect(nominations).toMatchObject([{ number: "ac", through: "ac", email: deputy.email }, { number: "ae" }]);
    expect(heard).toMatchObject([
      { invitee: { number: "ab" }, kind: "colleague" },
      { invitee: { number: "ac" }, kind: "come" },
    ]);
  });
  it("are the invited alone where the letter names no other, and nobody answers for them", () => {
    const { nominations, heard, kind } = decided({ people: [{ name: deputy.name, capacity: "Adviser" }] });
    expect([nominations.map(({ number }) => number), kind]).toEqual([["ac"], "come"]);
    expect(heard).toEqual([{ invitee: deputy, kind: "come" }]);
  });
  it("keep an invited person's own number and Capacity, whoever else bears the name", () => {
    const first = standing({ people: [anna, { name: deputy.name, capacity: "Adviser" }] });
    const again = decided(
      { people: [{ name: "D. Deputy", email: deputy.email.toUpperCase(), attends: "online" }] },
      first,
    );
    expect(again.nominations.find(({ number }) => number === "ac")).toMatchObject({
      name: deputy.name,
      capacity: "Adviser",
      attends: { "som-8": "online" },
    });
  });
  it("leave those alone who come by another's link", () => {
    const first = standing({ people: [{ name: deputy.name }] });
    expect(coming(standing({ people: [anna] }, first))).toEqual([deputy.name, "Anna"]);
  });
  it("come to parts of their own; a part that nobody is named for is regretted", () => {
    expect(decided({ people: [{ ...anna, parts: ["som-8"] }] }).facts).toMatchObject([
      {
        data: {
          answers: [
            { part: "sc-2022-03", answer: "regrets" },
            { part: "som-8", answer: "coming-named" },
          ],
        },
      },
    ]);
    const apart = standing({
      people: [
        { ...anna, parts: ["som-8"] },
        { ...bert, parts: ["sc-2022-03"] },
      ],
    });
    expect(apart.nominations.map(({ parts }) => parts)).toEqual([["som-8"], ["sc-2022-03"]]);
    expect(apart.delegation.open).toBe(0);
  });
  it("leave a part to come without names that the letter speaks of and names nobody for", () => {
    const { delegation } = standing({ parts: BOTH, people: [{ ...anna, parts: ["som-8"] }] });
    expect(delegation.parts).toMatchObject({
      "sc-2022-03": { status: "coming-unnamed" },
      "som-8": { status: "coming-named" },
    });
  });
  it.each([
    ["names follow", { answer: "names-follow" } as const],
    ["who comes", { people: [anna] }],
    ["who comes no more", { answer: "regret", name: "Anna" } as const],
  ])("are recorded with the letter's channel and the meeting's revision: %s", (_, said) => {
    const before = { ...standing({ people: [anna, bert] }), revision: 3 };
    expect(decided(said, before).facts).toMatchObject([{ data: { channel: "note-verbale", revision: 3 } }]);
  });
  it("are not taken for a part that is postponed, and the others' parts stand without it", () => {
    const closed = { ...held, closed: ["sc-2022-03"] };
    for (const said of [{ people: [{ ...anna, parts: BOTH }] }, { parts: ["sc-2022-03"], people: [anna] }])
      expect(recorded(said, closed)).toMatchObject({ code: "part-not-open", details: { part: "sc-2022-03" } });
    expect(decided({ people: [anna] }, closed)).toMatchObject({
      nominations: [{ parts: ["som-8"] }],
      facts: [{ data: { answers: [{ part: "som-8", answer: "coming-named" }] } }],
    });
  });
  it("take the place of who was named before, or come beside them", () => {
    const first = standing({ people: [anna, bert] });
    expect(coming(standing({ people: [cleo] }, first))).toEqual(["Cleo"]);
    expect(coming(standing({ people: [cleo], add: true }, first))).toEqual(["Anna", "Bert", "Cleo"]);
  });
  it("beside others leave the parts alone that nobody is named for", () => {
    const first = standing({ people: [{ ...anna, parts: ["som-8"] }], add: true });
    expect(first.delegation.parts["sc-2022-03"]?.status).toBe("unanswered");
    expect(standing({ people: [{ ...bert, parts: ["sc-2022-03"] }], add: true }, first).delegation.open).toBe(0);
  });
  it("keep their number, their Capacity and how they attend where they are named again", () => {
    const first = standing({ people: [anna, bert, cleo] });
    expect(decided({ people: [{ name: "Anna" }, bert, { name: "Cleo" }] }, first)).toMatchObject({
      facts: [],
      nominations: [],
    });
    const found = decided({ people: [anna, { ...bert, email: "bert@example.org" }, cleo] }, first);
    expect(found.nominations).toMatchObject([{ number: "af", email: "bert@example.org" }]);
    expect(found.nominations[0]).not.toHaveProperty("onBehalf");
  });
  it("stay where their focal point answers by link afterwards, until the whole State takes no part", () => {
    const first = standing({ people: [anna, bert] });
    const link = (answer: Answer) => {
      const decided = decide({ kind: "self" }, answer, { ...first, invitee: primary }, IN_TIME);
      if (isRefusal(decided)) throw new Error(decided.sentence);
      return decided.nominations.map(({ name, state }) => `${name} ${state}`);
    };
    expect(link({ kind: "come", parts: BOTH })).toEqual([`${primary.name} confirmed`]);
    expect(link({ kind: "regret" })).toEqual([]);
    expect(link({ kind: "no-part" })).toEqual(["Anna withdrawn", "Bert withdrawn"]);
    const one = standing({ people: [anna] });
    expect(one.nominations).not.toMatchObject([{ listed: true }]);
  });
  it("lose one by a regret that names them, and the others stay", () => {
    const first = standing({ people: [anna, { ...bert, parts: ["som-8"] }] });
    const without = standing({ answer: "regret", name: "Anna" }, first);
    expect(coming(without)).toEqual(["Bert"]);
    expect(without.delegation.parts).toMatchObject({
      "sc-2022-03": { status: "coming-unnamed" },
      "som-8": { status: "coming-named" },
    });
    expect(recorded({ answer: "regret", name: "Anna" }, without)).toMatchObject({ code: "whose-regret" });
    const wanted = { answer: "regret", name: "Anna" } as const;
    expect(coming(standing({ ...wanted, email: "ANNA@example.org" }, first))).toEqual(["Bert"]);
    expect(recorded({ ...wanted, email: "other@example.org" }, first)).toMatchObject({ code: "whose-regret" });
  });
  it.each<[string, Partial<Recorded>, string]>([
    ["the same person twice", { people: [anna, { ...anna }] }, "named-twice"],
    ["27 · a part of another meeting", { people: [{ ...anna, parts: ["constructor"] }] }, "not-invited-to-part"],
    ["no part of their own", { people: [{ ...anna, parts: [] }] }, "no-part-chosen"],
    ["two heads of one delegation", { people: [anna, { ...bert, capacity: "HeadOfDelegation" }] }, "two-heads"],
    ["nobody, beside the others", { add: true }, "name-needed"],
    ["a regret with a list", { answer: "regret", people: [anna] }, "nobody-comes"],
  ])("are refused: %s", (_, said, code) => {
    const result = recorded(said);
    expect(result).toMatchObject({ code });
    expect(isRefusal(result) && result.sentence).toMatch(/^[A-Z].*\.$/);
  });
  it("are refused in person where the part is online", () => {
    const online = { "sc-2022-03": "online", "som-8": "online" } as const;
    expect(recorded({ people: [{ ...anna, attends: "in-person" }] }, held, online)).toMatchObject({
      code: "online-only",
    });
    const result = recorded({ people: [cleo] }, held, online);
    expect(isRefusal(result) ? [] : result.nominations.map(({ attends }) => attends)).toEqual([undefined]);
  });
  it("are two hundred at most", () => {
    const full = { ...held, delegation: { ...silentDelegation, people: 199 } };
    expect(recorded({ people: [anna] }, full)).not.toHaveProperty("code");
    expect(recorded({ people: [anna, bert] }, full)).toMatchObject({ code: "too-many-people" });
  });
  it("two heads may lead two parts", () => {
    const people: Person[] = [
      { ...anna, parts: ["som-8"] },
      { ...bert, capacity: "HeadOfDelegation", parts: ["sc-2022-03"] },
    ];
    expect(recorded({ people })).not.toHaveProperty("code");
  });

  const name = fc.constantFrom("Anna", "Bert", "Cleo", "Dora", primary.name, deputy.name);
  const list = fc.uniqueArray(
    fc.record(
      {
        name,
        capacity: fc.constantFrom("Expert", "Adviser", "Trainer"),
        parts: fc.subarray([...BOTH], { minLength: 1 }),
        attends: fc.constantFrom("in-person", "online"),
      },
      { requiredKeys: ["name"] },
    ),
    { selector: ({ name }) => name, minLength: 1, maxLength: 5 },
  );
  it("stand as the last letter has them, whatever was said before, and the same letter twice changes nothing", () => {
    fc.assert(
      fc.property(list, list, fc.boolean(), (first, second, add) => {
        const before = standing({ people: first });
        const now = standing({ people: second, ...(add && { add }) }, before);
        const names = new Set(second.map(({ name }) => name));
        for (const name of names) expect(coming(now)).toContain(name);
        if (add) expect(new Set(coming(now))).toEqual(new Set([...coming(before), ...names]));
        const numbers = now.nominations.map(({ number }) => number);
        expect(new Set(numbers).size).toBe(numbers.length);
        for (const [part, { status }] of Object.entries(now.delegation.parts)) {
          const there = now.nominations.some(({ state, parts }) => state === "confirmed" && parts.includes(part));
          expect(status === "coming-named").toBe(there);
        }
        expect(decided({ people: second, ...(add && { add }) }, now).facts).toEqual([]);
      }),
    );
  });
});
