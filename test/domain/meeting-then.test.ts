import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Convocation } from "#domain/convocation";
import { differences, gravest } from "#domain/differences";
import type { Change, Changed } from "#domain/meeting-change";
import { handOverChair } from "#domain/meeting-change-chair";
import { cancel, postpone, reschedule } from "#domain/meeting-change-dates";
import { extendDeadline } from "#domain/meeting-change-deadlines";
import { changeModality, relocate } from "#domain/meeting-change-place";
import { correctTitle } from "#domain/meeting-change-title";
import { asOf, chairOf, changesBetween, type PastChange } from "#domain/meeting-then";
import { isRefusal, type Refusal } from "#domain/refusal";
import { changeRow, readChanges } from "#records/meeting-change";
import { memoryTables } from "#test/memory/tables";
import { BOTH, convened, som8 } from "./examples.ts";

const decision = { now: "2022-02-01T08:00:00Z", tzdata: "2025b" };
const reason = "why";
const som = (day: string, ...more: string[]) => [
  { id: "som-8", sessions: [day, ...more].map((day) => ({ day, from: "09:00", until: "16:00" })) },
];
type Step = (convocation: Convocation) => Pick<Changed, "convocation" | "change"> | Refusal;
const steps: Readonly<Record<string, Step>> = {
  "to the 29th": (held) => reschedule(held, { parts: som("2022-03-29"), reason }, decision),
  "to three days before": (held) =>
    reschedule(
      held,
      {
        parts: [
          ...som("2022-03-17", "2022-03-18", "2022-03-19"),
          { id: "sc-2022-03", sessions: [{ day: "2022-03-21", from: "09:00", until: "12:00" }] },
        ],
        reason,
        answersBy: "2022-03-01T12:00",
      },
      decision,
    ),
  "to Nairobi": (held) => relocate(held, { city: "Nairobi", country: "KE", reason }, decision),
  online: (held) => changeModality(held, { modality: "online", reason }, decision),
  "in person": (held) => changeModality(held, { modality: "in-person", city: "Rome", country: "IT", reason }, decision),
  hybrid: (held) => changeModality(held, { modality: "hybrid", city: "Rome", country: "IT", reason }, decision),
  "more time": (held) => extendDeadline(held, { answersBy: "2022-03-08T23:59", reason }, decision),
  "another title": (held) =>
    correctTitle(
      held,
      { title: { en: "Another" }, parts: [{ id: "sc-2022-03", title: { en: "The committee" } }], reason },
      decision,
    ),
  "the title of a part": (held) =>
    correctTitle(held, { parts: [{ id: "som-8", title: { en: "SOM" } }], reason }, decision),
  postponed: (held) => postpone(held, { reason }, decision),
  "the committee postponed": (held) => postpone(held, { parts: ["sc-2022-03"], reason }, decision),
  "the committee cancelled": (held) => cancel(held, { parts: ["sc-2022-03"], reason }, decision),
  cancelled: (held) => cancel(held, { reason }, decision),
  "another chair": (held) =>
    handOverChair(held, { part: "som-8", from: "NL", to: "SS", reason }, "2022-03-22T14:00:00Z"),
};

/** Plays what is not refused; every convocation that there was, and the changes as their rows tell them. */
async function played(names: readonly string[]) {
  const tables = memoryTables();
  const then: Convocation[] = [convened()];
  for (const name of names) {
    const made = steps[name]?.(then.at(-1) ?? convened());
    if (!made || isRefusal(made)) continue;
    then.push(made.convocation);
    await tables.put(changeRow("som-8-cluster", made.change), []);
  }
  return { then, changes: await readChanges(tables, "som-8-cluster") };
}

/** What people are told of; who passed the chair is the record's. */
const toldOf = (convocation: Convocation) => ({
  ...convocation,
  parts: convocation.parts.map((part) => ({ ...part, passed: null })),
});

describe("a meeting as it was", () => {
  it.each([
    [["another chair"], 2],
    [["to the 29th", "online", "in person", "to Nairobi"], 5],
    [["more time", "hybrid", "another title", "another chair"], 5],
    [["to three days before", "the committee cancelled", "postponed", "cancelled"], 5],
  ])("is known at every revision, after %j", async (names, revision) => {
    const { then, changes } = await played(names);
    const now = then.at(-1)!;
    expect(now.revision).toBe(revision);
    expect(then.map((before) => toldOf(asOf(now, changes, before.revision)))).toEqual(then.map(toldOf));
  });
  it("is known at every revision, whatever happened since", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 8 }), async (names) => {
        const { then, changes } = await played(names);
        const now = then.at(-1)!;
        for (const before of then) expect(toldOf(asOf(now, changes, before.revision))).toEqual(toldOf(before));
      }),
      { numRuns: 60 },
    );
  });
  it("has the later of its two deadlines as the cut-off, whichever that was", () => {
    const before = convened({ ...som8, namesBy: "2022-03-01T12:00" });
    const made = extendDeadline(before, { namesBy: "2022-03-10T12:00", reason }, decision);
    if (isRefusal(made)) throw new Error(made.sentence);
    const change: PastChange = { ...made.change, was: { namesBy: before.namesBy, parts: {} } };
    const then = asOf(made.convocation, [change], 1);
    expect([made.convocation.cutOff, then.cutOff]).toEqual(["2022-03-10T11:00:00Z", "2022-03-04T22:59:00Z"]);
  });
  it("is not changed by changes that it has not seen", async () => {
    const { then, changes } = await played(["to the 29th", "to Nairobi"]);
    expect(asOf(then[1]!, changes, 1)).toEqual(then[0]);
    expect(asOf(then[1]!, changes, 9)).toBe(then[1]);
  });
  it("has a chair where its last meeting that has one has it", async () => {
    const { then } = await played(["another chair"]);
    expect(then.map(chairOf)).toEqual(["NL", "SS"]);
    expect(chairOf({ parts: convened().parts.map((part) => ({ ...part, chair: null })) })).toBeNull();
  });
  it("changed between two revisions by what lies after the one and concerns the parts", async () => {
    const { changes } = await played(["to the 29th", "the committee cancelled", "to Nairobi"]);
    const between = (from: number, to: number, parts: readonly string[]) =>
      changesBetween(changes, { from, to, parts }).map(({ revision }) => revision);
    expect([between(1, 4, BOTH), between(2, 4, ["som-8"]), between(1, 3, ["sc-2022-03"])]).toEqual([
      [2, 3, 4],
      [4],
      [3],
    ]);
    const [whole] = changes.map((change): PastChange => ({ ...change, parts: [] }));
    expect(changesBetween([whole!], { from: 1, to: 2, parts: ["x"] })).toHaveLength(1);
  });
});

describe("what is different", () => {
  const found = async (...names: string[]) => {
    const { then, changes } = await played(names);
    const list = differences(then[0]!, then.at(-1)!, BOTH);
    return { kinds: list.map(({ kind, part }) => `${kind} ${part ?? "whole"}`), title: gravest(list, changes) };
  };
  it.each<[string[], string[], string]>([
    [["to the 29th"], ["rescheduled som-8"], "rescheduled"],
    [["to Nairobi"], ["relocated sc-2022-03", "relocated som-8"], "relocated"],
    [["online"], ["online sc-2022-03", "online som-8"], "online"],
    [["hybrid"], ["hybrid sc-2022-03", "hybrid som-8"], "hybrid"],
    [["online", "in person"], ["relocated sc-2022-03", "relocated som-8"], "relocated"],
    [["more time"], ["deadline whole"], "deadline"],
    [["another title"], ["title sc-2022-03", "title whole"], "title"],
    [["the title of a part"], ["title som-8"], "title"],
    [["postponed"], ["postponed sc-2022-03", "postponed som-8"], "postponed"],
    [["postponed", "to the 29th"], ["postponed sc-2022-03", "rescheduled som-8"], "postponed"],
    [["to Nairobi", "the committee cancelled"], ["cancelled sc-2022-03", "relocated som-8"], "cancelled"],
    [["more time", "cancelled"], ["cancelled sc-2022-03", "cancelled som-8"], "cancelled"],
    [[], [], "rescheduled"],
  ])("after %j is %j", async (names, kinds, title) => {
    expect(await found(...names)).toEqual({ kinds, title });
  });
  it("is told once: who heard that a part is cancelled or postponed does not hear it again", async () => {
    for (const name of ["cancelled", "postponed"]) {
      const { then } = await played([name]);
      expect(differences(then[1]!, then[1]!, BOTH)).toEqual([]);
    }
  });
  it("is called by the last change where the changes took each other back", () => {
    const last = (what: Change["what"]) =>
      gravest(
        [],
        [
          {
            revision: 2,
            what,
            parts: [],
            reason,
            at: "",
            before: {},
            told: "invited",
            confirm: false,
            calendar: "none",
            voids: false,
            replans: false,
          },
        ],
      );
    expect(
      (
        ["cancelled", "postponed", "relocated", "deadline-extended", "title-corrected", "modality-changed"] as const
      ).map(last),
    ).toEqual(["cancelled", "postponed", "relocated", "deadline", "title", "rescheduled"]);
  });
  it("of a part that there was not is nothing", () => {
    const now = convened();
    expect(differences({ ...now, parts: [] }, now, BOTH)).toEqual([]);
  });
});
