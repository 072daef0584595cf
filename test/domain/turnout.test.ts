import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { HeldPart, Registered } from "#domain/attendance";
import { type PartyThere, turnout } from "#domain/turnout";

const from = { wall: "2022-05-24T09:00", zone: "Africa/Juba", offset: "+02:00", instant: "2022-05-24T07:00:00Z" };
const training: HeldPart = { id: "training", modality: "hybrid", sessions: [{ from }] };
const person = (number: string, more: Partial<Registered> = {}): Registered => ({
  number,
  state: "registered",
  parts: ["training"],
  ...more,
});
const party = (partyCode: string, kind: PartyThere["kind"], more: Partial<PartyThere> = {}): PartyThere => ({
  partyCode,
  kind,
  registrations: [],
  attendance: { part: "training", marks: [], walkIns: [] },
  ...more,
});
const there = (...numbers: string[]) => ({
  part: "training",
  marks: numbers.map((number) => ({ number, present: true })),
  walkIns: [],
});

describe("turnout", () => {
  const online = { training: "online" } as const;
  const parties = [
    party("KE", "partner-state", {
      registrations: [person("ab", { capacity: "HeadOfDelegation" }), person("ac", { attends: online }), person("ad")],
      attendance: { ...there("ab", "ac"), marks: [...there("ab", "ac").marks, { number: "ad", present: false }] },
    }),
    party("CF", "guest", {
      registrations: [person("ab"), person("ac")],
      attendance: { ...there("ab"), walkIns: [{ count: 2, capacity: "Expert", attends: "in-person" }] },
    }),
    party("IGAD", "partner-organisation", { registrations: [person("ab")], attendance: there("ab") }),
    party("FRONTEX", "invited-organisation", {
      registrations: [person("ab", { capacity: "Trainer", attends: online })],
      attendance: there("ab"),
    }),
    party("DE", "partner-state", { registrations: [person("ab")] }),
  ];

  it("counts participants by country and organisation, apart from who serves the meeting", () => {
    expect(turnout(training, parties)).toEqual({
      registered: {
        participants: 7,
        serving: 1,
        countries: 3,
        organisations: 1,
        inPerson: 0,
        online: 2,
        notSaid: 6,
        byCapacity: { HeadOfDelegation: 1, NotStated: 6, Trainer: 1 },
      },
      present: {
        participants: 6,
        serving: 1,
        countries: 2,
        organisations: 1,
        inPerson: 2,
        online: 2,
        notSaid: 3,
        byCapacity: { Expert: 2, HeadOfDelegation: 1, NotStated: 3, Trainer: 1 },
      },
      walkIns: 2,
      unmarked: 2,
    });
  });
  it("counts by part: who is registered for another one is not here", () => {
    const elsewhere = party("KE", "partner-state", { registrations: [person("ab", { parts: ["other"] })] });
    expect(turnout(training, [elsewhere])).toMatchObject({ registered: { participants: 0 }, unmarked: 0 });
  });
  it("counts who was seen, whatever became of their registration since", () => {
    const left = party("KE", "partner-state", {
      registrations: [person("ab", { state: "cancelled" })],
      attendance: there("ab", "zz"),
    });
    expect(turnout(training, [left])).toMatchObject({ registered: { participants: 0 }, present: { participants: 2 } });
  });
  it("of nobody is nothing", () => {
    expect(turnout(training, []).present).toEqual({
      participants: 0,
      serving: 0,
      countries: 0,
      organisations: 0,
      inPerson: 0,
      online: 0,
      notSaid: 0,
      byCapacity: {},
    });
  });

  const capacity = fc.constantFrom("HeadOfDelegation", "Expert", "Speaker", "Trainer", "Interpreter", "Secretariat");
  const how = fc.constantFrom("in-person", "online");
  const anyParty = fc
    .record({
      kind: fc.constantFrom<PartyThere["kind"][]>("partner-state", "guest", "partner-organisation", "secretariat"),
      people: fc.array(
        fc.record(
          { capacity, attends: fc.record({ training: how }), parts: fc.constantFrom(["training"], ["other"]) },
          { requiredKeys: ["parts"] },
        ),
        { maxLength: 6 },
      ),
      present: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
      walkIns: fc.array(fc.record({ count: fc.integer({ min: 1, max: 9 }), capacity, attends: how }), { maxLength: 2 }),
    })
    .map(({ kind, people, present, walkIns }) => (code: string) => {
      const registrations = people.map((one, index) => person(`a${index}`, one));
      const marks = registrations
        .filter(({ parts }) => parts.includes("training"))
        .map(({ number }, index) => ({ number, present: present[index] === true }));
      return party(code, kind, { registrations, attendance: { part: "training", marks, walkIns } });
    });
  it("adds up: by way, by Capacity and by role each person is counted once, whatever the order of the parties", () => {
    fc.assert(
      fc.property(fc.array(anyParty, { maxLength: 5 }), (made) => {
        const all = made.map((make, index) => make(`P${index}`));
        const { present, registered, walkIns } = turnout(training, all);
        for (const one of [present, registered]) {
          const total = one.participants + one.serving;
          expect(one.inPerson + one.online + one.notSaid).toBe(total);
          expect(Object.values(one.byCapacity).reduce((sum, count) => sum + count, 0)).toBe(total);
          expect(one.countries + one.organisations).toBeLessThanOrEqual(Math.min(all.length, one.participants));
        }
        expect(present.participants + present.serving).toBeGreaterThanOrEqual(walkIns);
        expect(turnout(training, [...all].reverse())).toEqual(turnout(training, all));
      }),
    );
  });
});
