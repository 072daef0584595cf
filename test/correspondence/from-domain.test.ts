import { describe, expect, it } from "vitest";
import { recordedView } from "#correspondence/from-domain";
import type { PartState } from "#domain/delegation";
import { BOTH, convened } from "#test/domain/examples";

const said = { kind: "come", names: [], byName: null, channel: "phone", at: "2022-02-02T08:00:00Z" } as const;
const silent: PartState = { status: "unanswered", at: null, by: null };
const parts = Object.fromEntries(BOTH.map((id) => [id, silent]));
/** The titles of the parts that a receipt lists, of a meeting whose parts with these ids are cancelled. */
function listed(...cancelled: readonly string[]) {
  const meeting = convened();
  const held = meeting.parts.map((part) =>
    cancelled.includes(part.id) ? { ...part, state: "cancelled" as const } : part,
  );
  return recordedView(said, parts, { ...meeting, parts: held }).parts.map(({ title }) => title.en);
}

describe("what is recorded", () => {
  it("is shown by part, of the parts that the party is invited to", () => {
    expect(listed()).toEqual(["Steering Committee Meeting", "8th Senior Officials’ Meeting"]);
  });
  it("does not ask for an answer to a part that was cancelled", () => {
    expect(listed("sc-2022-03")).toEqual(["8th Senior Officials’ Meeting"]);
  });
  it("still says what was answered where all of it was cancelled", () => {
    expect(listed(...BOTH)).toHaveLength(2);
  });
});
