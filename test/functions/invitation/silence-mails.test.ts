import { describe, expect, it } from "vitest";
import { withInvitations } from "#test/functions/world";

async function silencing() {
  const world = await withInvitations();
  const { delegation } = await world.delegation("AT");
  const ask = (rest: Record<string, unknown> = {}) =>
    world.ask(
      "silence-mails.v1",
      { delegationId: delegation.id, person: "ab", ...rest },
      `invitee:${delegation.id}ab`,
      "link",
    );
  return { world, ask };
}

describe("silencing mails", () => {
  it("is kept of that person, and is no answer", async () => {
    const { world, ask } = await silencing();
    expect(await ask()).toEqual({ accepted: true });
    const { unsubscribed, delegation, responses, invitees } = await world.delegation("AT");
    expect([unsubscribed, delegation.open, responses, invitees[0]?.answer]).toEqual([["ab"], 1, [], "none"]);
  });
  it("asked again, under the same id or another, is done already and said once", async () => {
    const { world, ask } = await silencing();
    for (const rest of [{ commandId: "one" }, { commandId: "one" }, {}])
      expect(await ask(rest)).toEqual({ accepted: true });
    expect(world.facts("invitation.mails-silenced.v1")).toHaveLength(1);
  });
  it("of a person's number that is none is refused", async () => {
    const { world, ask } = await silencing();
    expect(await ask({ person: "1" })).toMatchObject({ accepted: false, code: "malformed" });
    expect(world.rows("DEL#", "U#")).toEqual([]);
  });
});
