import { describe, expect, it } from "vitest";
import { draftRound } from "#events/commands/draft-round.v1";
import { malformed } from "#platform/malformed";

const right = {
  commandId: "c-1",
  roundId: "r1",
  convocationId: "som-8",
  template: "invitation",
  audience: { members: true },
};
function said(change: object): string {
  const read = draftRound.schema.safeParse({ ...right, ...change });
  if (read.success) throw new Error("This command can be read");
  return malformed("draft-round.v1", read.error);
}

describe("what cannot be read", () => {
  it.each([
    [{ roundId: "Bad Id" }, "roundId is not written as it must be: letters, digits and hyphens, at most 64"],
    [{ roundId: undefined }, "roundId is missing, or is no text"],
    [{ audience: { parties: ["eg"] } }, "audience.parties.0 is not written as it must be: a party's code in capitals"],
    [{ audience: { kinds: ["state"] } }, "audience.kinds.0 must be one of partner-state, governing-organisation"],
    [{ audience: "members" }, "audience is missing, or is no group of fields"],
    [{ text: "Dear colleague" }, "the command has no field text"],
    [{ "{{7*7}}": 1 }, "the command has no field of such a name"],
  ])("%j says what is wrong and what to write", (change, sentence) => {
    expect(said(change)).toContain(`draft-round.v1 could not be read: ${sentence}`);
  });
  it("never echoes what was written", () => {
    expect(said({ roundId: "<script>", audience: { parties: ["<b>"] }, template: "{{x}}" })).not.toMatch(/[<>{}]/);
  });
});
