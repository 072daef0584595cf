import { describe, expect, it } from "vitest";
import { handOverChair } from "#domain/meeting-change-chair";
import { isRefusal } from "#domain/refusal";
import { convened, som8 } from "#test/domain/examples";

const [committee, som] = som8.parts;

describe("a hand-over of the chair", () => {
  const ask = { part: "som-8", from: "NL", to: "SS", reason: "The rotation of the chair" };
  it.each([
    ["at the first session's first second", "2022-03-22T13:00:00Z", "done"],
    ["overnight, between two sessions", "2022-03-22T22:00:00Z", "done"],
    ["at the last session's last second", "2022-03-23T15:00:00Z", "done"],
    ["one second before the part begins", "2022-03-22T12:59:59Z", "outside-the-meeting"],
    ["one second after it is over", "2022-03-23T15:00:01Z", "outside-the-meeting"],
  ])("%s", (_, now, expected) => {
    const decided = handOverChair(convened(), ask, now);
    expect(isRefusal(decided) ? decided.code : "done").toBe(expected);
  });
  it("changes the chair of that part alone, and says when it passed", () => {
    const decided = handOverChair(convened(), ask, "2022-03-23T10:00:00Z");
    expect(decided).toMatchObject({
      convocation: {
        revision: 2,
        planRevision: 1,
        parts: [{ chair: "NL" }, { chair: "SS", passed: { from: "NL", to: "SS", at: "2022-03-23T10:00:00Z" } }],
      },
      change: { what: "chair-handed-over", told: "nobody", calendar: "none", confirm: false, before: { chair: "NL" } },
      facts: [
        {
          type: "meeting.chair-handed-over.v1",
          data: { part: "som-8", from: "NL", to: "SS", passedAt: "2022-03-23T10:00:00Z" },
        },
        { type: "meeting.changed.v1", data: { revision: 2, what: "chair-handed-over", parts: ["som-8"] } },
      ],
    });
  });
  it.each([
    ["a part that is not there", { ...ask, part: "som-9" }, "unknown-part"],
    ["a party that does not chair", { ...ask, from: "DE" }, "not-in-the-chair"],
    ["the party that has it already", { ...ask, to: "NL" }, "same-chair"],
  ])("%s is refused", (_, asked, refusal) => {
    expect(handOverChair(convened(), asked, "2022-03-23T10:00:00Z")).toMatchObject({ code: refusal });
  });
  it("of a part that nobody chairs is refused, and says so", () => {
    const { chair: _, ...chairless } = som!;
    const convocation = convened({ ...som8, parts: [committee!, chairless] });
    expect(handOverChair(convocation, ask, "2022-03-23T10:00:00Z")).toMatchObject({
      code: "not-in-the-chair",
      sentence: "NL does not chair som-8; nobody does.",
    });
  });
  it("cannot happen twice: the second finds another party in the chair", () => {
    const first = handOverChair(convened(), ask, "2022-03-23T10:00:00Z");
    if (isRefusal(first)) throw new Error(first.sentence);
    expect(handOverChair(first.convocation, ask, "2022-03-23T10:00:01Z")).toMatchObject({ code: "not-in-the-chair" });
  });
});
