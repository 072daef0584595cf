import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Nomination } from "#domain/delegation";
import { type Registration, reconcile } from "#domain/registration";

type Held = Registration & { name: string; email: string };
const karl: Nomination = {
  number: "ae",
  state: "confirmed",
  parts: ["som-8"],
  name: "Karl Kollege",
  email: "karl@example.org",
  language: "en",
  through: "ab",
};
const registered: Held = {
  state: "registered",
  parts: ["som-8"],
  sequence: 2,
  generation: 1,
  name: karl.name,
  email: "karl@example.org",
};
const cancelled: Held = { ...registered, state: "cancelled", sequence: 3 };

describe("a nomination without a registration", () => {
  it.each(["accepted", "confirmed"] as const)("%s becomes one, of the first generation", (state) => {
    expect(reconcile({ ...karl, state }, undefined)).toEqual({
      registration: { state: "registered", parts: ["som-8"], sequence: 0, generation: 1 },
    });
  });
  it.each(["proposed", "refused", "withdrawn", "replaced"] as const)("%s becomes none", (state) => {
    expect(reconcile({ ...karl, state }, undefined)).toBeUndefined();
  });
});

describe("a registration that stands", () => {
  it("and says what the nomination says stays as it is", () => {
    expect(reconcile(karl, registered)).toBeUndefined();
    expect(reconcile({ ...karl, email: null }, { ...registered, email: "focal.point.at@example.org" })).toBeUndefined();
  });
  it("stays as it is where only the order of the parts is another", () => {
    const both = { ...registered, parts: ["sc-2022-03", "som-8"] };
    expect(reconcile({ ...karl, parts: ["som-8", "sc-2022-03"] }, both)).toBeUndefined();
  });
  it.each<[string, Partial<Nomination>]>([
    ["other parts", { parts: ["sc-2022-03", "som-8"] }],
    ["another name", { name: "Karla Kollege" }],
    ["another address", { email: "karla@example.org" }],
  ])("follows the nomination's %s, one sequence on, in the same calendar object", (_, change) => {
    expect(reconcile({ ...karl, ...change }, registered)).toEqual({
      registration: { state: "registered", parts: change.parts ?? ["som-8"], sequence: 3, generation: 1 },
    });
  });
  it("follows how they attend, which their calendar and their visa depend on", () => {
    const online = { "som-8": "online", "sc-2022-03": "online" } as const;
    expect(reconcile({ ...karl, attends: online }, registered)).toEqual({
      registration: {
        state: "registered",
        parts: ["som-8"],
        attends: { "som-8": "online" },
        sequence: 3,
        generation: 1,
      },
    });
    expect(reconcile({ ...karl, attends: online }, { ...registered, attends: { "som-8": "online" } })).toBeUndefined();
  });
  it("takes a Capacity that staff state, quietly: same sequence, nobody is written to", () => {
    expect(reconcile({ ...karl, capacity: "Expert" }, registered)).toEqual({
      registration: { state: "registered", parts: ["som-8"], capacity: "Expert", sequence: 2, generation: 1 },
      quiet: true,
    });
    expect(reconcile({ ...karl, capacity: "Expert" }, { ...registered, capacity: "Expert" })).toBeUndefined();
  });
  it.each(["proposed", "refused", "withdrawn", "replaced"] as const)(
    "is cancelled where the nomination is %s, with the parts that it had",
    (state) => {
      expect(reconcile({ ...karl, state, parts: [] }, registered)).toEqual({
        registration: { state: "cancelled", parts: ["som-8"], sequence: 3, generation: 1 },
      });
    },
  );
});

describe("a registration that was cancelled", () => {
  it("stays cancelled while the person stays away", () => {
    expect(reconcile({ ...karl, state: "withdrawn" }, cancelled)).toBeUndefined();
  });
  it("comes back as a new generation, from sequence 0: calendars keep a cancelled object cancelled", () => {
    expect(reconcile(karl, cancelled)).toEqual({
      registration: { state: "registered", parts: ["som-8"], sequence: 0, generation: 2 },
    });
  });
});

describe("any nominations one after another", () => {
  const nomination = fc.record({
    state: fc.constantFrom("proposed" as const, "accepted" as const, "confirmed" as const, "withdrawn" as const),
    parts: fc.subarray(["sc-2022-03", "som-8"], { minLength: 1 }),
  });
  it("reconcile to themselves, once; sequences rise within a generation and generations never fall", () => {
    fc.assert(
      fc.property(fc.array(nomination), (changes) => {
        let held: Held | undefined;
        for (const change of changes) {
          const now = { ...karl, ...change };
          const changed = reconcile(now, held);
          if (changed) {
            const { generation, sequence } = changed.registration;
            if (held && generation === held.generation) expect(sequence).toBe(held.sequence + 1);
            else expect([generation, sequence]).toEqual([(held?.generation ?? 0) + 1, 0]);
            held = { ...changed.registration, name: now.name, email: now.email ?? "" };
          }
          expect(reconcile(now, held)).toBeUndefined();
          const comes = now.state === "accepted" || now.state === "confirmed";
          expect(held?.state === "registered").toBe(comes);
          if (comes) expect(held?.parts).toEqual(now.parts);
        }
      }),
    );
    expect.hasAssertions();
  });
});
