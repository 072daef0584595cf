import { describe, expect, it } from "vitest";
import { ladder, planSteps, QUIET_DAYS, stepRule } from "#domain/reminder-plan";
import { convened, som8 } from "#test/domain/examples";

describe("the steps of a convocation", () => {
  it("leave at nine in the morning of the deadline's zone, 14, 7 and 2 days before it, and 3 days before the meeting", () => {
    expect(planSteps(convened(), "2022-02-01T00:00:00Z")).toEqual([
      { step: "answer-14", to: "silent", instant: "2022-02-18T08:00:00Z", skipped: null },
      { step: "answer-7", to: "silent", instant: "2022-02-25T08:00:00Z", skipped: null },
      { step: "answer-2", to: "silent", instant: "2022-03-02T08:00:00Z", skipped: null },
      { step: "meeting-3", to: "registered", instant: "2022-03-19T08:00:00Z", skipped: null },
    ]);
  });
  it("keep nine o'clock across a clock change", () => {
    const asked = {
      ...som8,
      answersBy: "2022-04-01T23:59",
      namesBy: "2022-04-02T23:59",
      parts: [{ ...som8.parts[0]!, sessions: [{ day: "2022-04-20", from: "09:00", until: "12:00" }] }],
    };
    const instants = planSteps(convened(asked), "2022-03-01T00:00:00Z").map(({ instant }) => instant.slice(11));
    expect(instants).toEqual(["08:00:00Z", "08:00:00Z", "07:00:00Z", "07:00:00Z"]);
  });
  it("of the meeting leave in the zone of its first session", () => {
    const asked = { ...som8, parts: [{ ...som8.parts[0]!, timeZone: "Africa/Nairobi" }, som8.parts[1]!] };
    const [first] = planSteps(convened(asked), "2022-02-01T00:00:00Z").filter(({ to }) => to === "registered");
    expect(first?.instant).toBe("2022-03-19T06:00:00Z");
  });
  it("of a meeting that waits for its date are those to the silent alone", () => {
    const parts = convened().parts.map((part) => ({ ...part, state: "postponed" as const }));
    const planned = planSteps({ ...convened(), parts }, "2022-02-01T00:00:00Z");
    expect(planned.map(({ step }) => step)).toEqual(["answer-14", "answer-7", "answer-2"]);
  });
  it("whose instant is past, or this very second, are skipped and say so; they never fire at once", () => {
    const skipped = (now: string) => planSteps(convened(), now).map((step) => step.skipped);
    expect(skipped("2022-02-25T07:59:59Z")).toEqual(["past", null, null, null]);
    expect(skipped("2022-02-25T08:00:00Z")).toEqual(["past", "past", null, null]);
    expect(skipped("2022-04-01T00:00:00Z")).toEqual(["past", "past", "past", "past"]);
  });
  it("are the same whenever they are planned", () => {
    const instants = (now: string) => planSteps(convened(), now).map(({ instant }) => instant);
    expect(instants("2022-02-01T00:00:00Z")).toEqual(instants("2022-03-20T12:34:56Z"));
  });
});

describe("the ladder", () => {
  it("knows its steps by name, and no other", () => {
    expect(ladder.map(({ step }) => stepRule(step)?.step)).toEqual(ladder.map(({ step }) => step));
    expect(stepRule("answer-1")).toBeUndefined();
  });
  it("never plans two steps to the same people within the quiet period", () => {
    const silent = ladder.filter(({ to }) => to === "silent").map(({ days }) => days);
    for (const [index, days] of silent.slice(1).entries()) expect(silent[index]! - days).toBeGreaterThan(QUIET_DAYS);
  });
});
