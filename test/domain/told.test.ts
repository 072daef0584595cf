import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Convocation } from "#domain/convocation";
import type { Delegation, PartState } from "#domain/delegation";
import type { Part } from "#domain/part";
import { caughtUp, closedParts, forCalendars, isStale, standingOf, toConfirm } from "#domain/told";
import { BOTH, convened, silentDelegation } from "./examples.ts";

const SC = "sc-2022-03";
const SOM = "som-8";
const said = (status: PartState["status"], revision?: number): PartState => ({
  status,
  at: "2022-02-01T09:00:00Z",
  by: "invitee:x",
  ...(revision !== undefined && { revision }),
});
const meeting = (change: Partial<Convocation>, parts: Readonly<Record<string, Partial<Part>>> = {}): Convocation => {
  const base = convened();
  return { ...base, ...change, parts: base.parts.map((part) => ({ ...part, ...parts[part.id] })) };
};
const delegation = (sc: PartState, som: PartState): Delegation => ({
  ...silentDelegation,
  parts: { [SC]: sc, [SOM]: som },
  open: [sc, som].filter(({ status }) => status === "unanswered").length,
});

describe("a delegation after changes", () => {
  it("is asked again where the part changed since its answer, with what was said kept", () => {
    const before = delegation(said("coming-named"), said("regrets", 2));
    const after = caughtUp(before, meeting({ revision: 3 }, { [SC]: { confirmFrom: 2 }, [SOM]: { confirmFrom: 3 } }));
    expect(after.parts).toEqual({
      [SC]: { status: "unanswered", at: null, by: null, was: said("coming-named") },
      [SOM]: {
        status: "unanswered",
        at: null,
        by: null,
        was: { status: "regrets", at: "2022-02-01T09:00:00Z", by: "invitee:x" },
      },
    });
    expect([after.open, toConfirm(after)]).toEqual([2, BOTH]);
  });
  it("is not asked again for what was answered since, nor for what nobody answered", () => {
    const before = delegation(said("coming-named", 2), said("unanswered"));
    const after = caughtUp(before, meeting({}, { [SC]: { confirmFrom: 2 }, [SOM]: { confirmFrom: 2 } }));
    expect(after).toEqual({ ...before, cutOff: after.cutOff });
    expect(toConfirm(after)).toEqual([]);
  });
  it.each(["postponed", "cancelled"] as const)(
    "keeps what was said of a part that is %s, and does not wait for it",
    (state) => {
      const before = delegation(said("unanswered"), said("coming-named"));
      const change = { state, confirmFrom: 4 };
      const after = caughtUp(before, meeting({}, { [SC]: change, [SOM]: change }));
      expect([after.parts, after.open]).toEqual([before.parts, 0]);
    },
  );
  it("has the meeting's cut-off, and keeps a part that the meeting does not know", () => {
    const strange = { ...silentDelegation, parts: { other: said("unanswered") } };
    expect(caughtUp(strange, meeting({ cutOff: "2022-03-12T22:59:00Z" }))).toMatchObject({
      cutOff: "2022-03-12T22:59:00Z",
      open: 1,
      parts: strange.parts,
    });
  });

  const state = fc.record({
    status: fc.constantFrom<PartState["status"]>("unanswered", "coming-named", "coming-unnamed", "regrets"),
    revision: fc.integer({ min: 1, max: 5 }),
  });
  const part = fc.record({
    state: fc.constantFrom<Part["state"]>("convened", "postponed", "cancelled"),
    confirmFrom: fc.integer({ min: 1, max: 5 }),
  });
  it("twice is as once, and no answer is ever lost", () => {
    fc.assert(
      fc.property(state, state, fc.array(fc.tuple(part, part), { minLength: 1, maxLength: 4 }), (sc, som, changes) => {
        const first = delegation(said(sc.status, sc.revision), said(som.status, som.revision));
        const heard = ({ status, was }: PartState) => (status === "unanswered" ? was?.status : status);
        let now = first;
        for (const [a, b] of changes) {
          const held = meeting({}, { [SC]: a, [SOM]: b });
          now = caughtUp(now, held);
          expect(caughtUp(now, held)).toEqual(now);
        }
        for (const id of BOTH) {
          const before = first.parts[id];
          const after = now.parts[id];
          expect(after && heard(after)).toBe(before && heard(before));
        }
      }),
    );
  });
});

describe("what is left to answer", () => {
  it.each<[string, Partial<Convocation>, Part["state"], Part["state"], string]>([
    ["both take place", {}, "convened", "convened", "open"],
    ["one is cancelled", {}, "cancelled", "convened", "open"],
    ["one is postponed, one cancelled", { state: "postponed" }, "cancelled", "postponed", "postponed"],
    ["none takes place", { state: "cancelled" }, "cancelled", "cancelled", "cancelled"],
    ["all are postponed", { state: "postponed" }, "postponed", "postponed", "postponed"],
    ["it is over", { state: "ended" }, "convened", "convened", "over"],
  ])("where %s", (_, change, sc, som, standing) => {
    const held = meeting(change, { [SC]: { state: sc }, [SOM]: { state: som } });
    expect(standingOf(held, BOTH)).toBe(standing);
  });
  it("of those invited to one part is that part's alone", () => {
    const held = meeting({}, { [SC]: { state: "postponed" } });
    expect([standingOf(held, [SC]), standingOf(held, [SOM]), closedParts(held)]).toEqual(["postponed", "open", [SC]]);
    expect(standingOf(meeting({}, { [SC]: { state: "cancelled" } }), [SC])).toBe("cancelled");
  });
  it("an answer is stale where its part asks again since, takes place and is the delegation's", () => {
    const held = meeting({}, { [SC]: { confirmFrom: 3 }, [SOM]: { state: "postponed", confirmFrom: 9 } });
    expect([isStale(held, BOTH, 2), isStale(held, BOTH, 3), isStale(held, [SOM], 1)]).toEqual([true, false, false]);
  });
});

it("calendars hear of what has an object, for the parts that somebody comes to", () => {
  const change = (revision: number, calendar: "request" | "none", parts: string[]) => ({
    revision,
    what: "rescheduled" as const,
    parts,
    reason: "",
    at: "",
    before: {},
    told: "invited" as const,
    confirm: true,
    calendar,
    voids: false,
    replans: true,
  });
  const changes = [change(2, "request", [SC]), change(3, "none", [SOM]), change(4, "request", [SOM])];
  expect(forCalendars(changes, [SOM]).map(({ revision }) => revision)).toEqual([4]);
});
