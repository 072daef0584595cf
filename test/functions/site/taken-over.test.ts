import { describe, expect, it } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { log } from "#platform/log";
import { come } from "#test/functions/invitation/answers";
import { named } from "#test/functions/invitation/successions";
import { site } from "#test/functions/site/visitor";
import { answer, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

const REVOKED = "This link is not valid";

describe("the links of a focal point whom another replaced", () => {
  it.each([
    ["who is silent", false],
    ["who comes all the same", true],
  ])("%s: look like any that was revoked, on every page, and write nothing", async (_, comes) => {
    const world = await withInvitations();
    const at = site(world);
    const [old, silence, document] = [
      await at.token("AT", "ab"),
      await at.token("AT", "ab", "unsubscribe"),
      await at.token("AT", "ab", "document"),
    ];
    const form = (await at.open(`/r/${old}`)).hidden;
    if (comes) {
      await answer(world, "AT", "ab", come);
      await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    }
    await named(world);
    const never = await at.open(`/r/${"a".repeat(18)}.${"a".repeat(32)}`);
    const before = world.snapshot();
    const opened = await at.open(`/r/${old}`);
    expect([opened.status, opened.text]).toEqual([404, expect.stringContaining(REVOKED)]);
    expect(opened.html).toBe(never.html);
    expect((await at.open(`/u/${silence}`)).status).toBe(404);
    expect((await at.post(`/u/${silence}`, "List-Unsubscribe=One-Click")).status).toBe(404);
    expect((await at.open(`/d/${document}/readout`)).text).toContain(REVOKED);
    const sent = await at.post(`/r/${old}`, { ...form, who: "self", answer: "come", action: "send" });
    expect([sent.status, sent.text]).toEqual([404, expect.stringContaining(REVOKED)]);
    expect(world.snapshot()).toBe(before);
  });
  it("who comes all the same opens documents by a new one, and nothing else with it", async () => {
    const world = await withInvitations();
    const at = site(world);
    await answer(world, "AT", "ab", come);
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    await named(world);
    const fresh = await at.token("AT", "ab", "document");
    expect((await at.open(`/r/${fresh}`)).status).toBe(404);
    expect((await at.open(`/r/${await at.token("AT", "ab")}`)).status).toBe(404);
    expect((await at.open(`/u/${await at.token("AT", "ab", "unsubscribe")}`)).status).toBe(404);
  });
  it("the new one's shows what is recorded, and answers", async () => {
    const world = await withInvitations();
    const at = site(world);
    await answer(world, "AT", "ab", { kind: "names-follow", parts: ["som-8"] });
    await named(world, { language: "en" });
    const link = await at.link("AT", "ae");
    const shown = await at.open(link);
    expect(shown.status).toBe(200);
    expect(shown.text).toContain("The delegation will come; names follow");
    const { hidden } = await at.open(link);
    const checked = await at.post(link, {
      ...hidden,
      who: "self",
      answer: "come",
      "part.som-8": "on",
      action: "check",
    });
    const sent = await at.post(link, { ...checked.hidden, action: "send" });
    expect(sent.status).toBe(303);
    expect((await world.delegation("AT")).nominations.map(({ name, state }) => [name, state])).toEqual([
      ["Nora Neu", "confirmed"],
    ]);
  });
});
