import { describe, expect, it } from "vitest";
import { fromUnknownCommands } from "#functions/console/from-unknown-commands";
import { log } from "#platform/log";
import { newWorld } from "#test/functions/world";
import { onBus } from "#test/memory/messages";

log.setLogLevel("SILENT");

async function put(type: string, detail: unknown, source = "convoke.partner.unhcr") {
  const world = newWorld();
  await fromUnknownCommands(world)(onBus(source, type, detail));
  return world.rows("CMD#");
}

describe("a command on the bus that no noun takes", () => {
  it.each([
    ["81 · an unknown command", "launch-rocket.v1", "unknown-command"],
    ["81 · an unknown version", "release-round.v9", "unknown-command"],
    ["27 · the name of every object", "constructor", "unknown-command"],
    ["a personal one, whose content must not travel", "answer-invitation.v1", "needs-a-person"],
  ])("%s is answered under its id", async (_, type, code) => {
    expect(await put(type, { commandId: "c1" })).toMatchObject([
      { pk: "CMD#c1", actor: "system:convoke.partner.unhcr", outcome: { accepted: false, code } },
    ]);
  });
  it("keeps nothing of what it held, not even its type", async () => {
    const rows = await put("<script>alert(1)</script>", { commandId: "c1", name: "Amina", email: "amina@example.org" });
    expect(JSON.stringify(rows)).not.toMatch(/script>|Amina|@example/);
  });
  it.each([
    ["no id", { name: "x" }],
    ["an id that is none", { commandId: "a#b" }],
    ["26 · an array for a detail", ["c1"]],
    ["a text for a detail", "c1"],
  ])("with %s leaves nothing behind, and is no fault", async (_, detail) => {
    expect(await put("launch-rocket.v1", detail)).toEqual([]);
  });
  it("81 · again, or under an id that was used before, does not change what was answered", async () => {
    const world = newWorld();
    await world.ask("draft-round.v1", { commandId: "c1" });
    const before = world.snapshot();
    await fromUnknownCommands(world)(onBus("convoke.partner.unhcr", "launch-rocket.v1", { commandId: "c1" }));
    expect(world.snapshot()).toBe(before);
  });
  it("that is no event of the bus is a fault", async () => {
    await expect(fromUnknownCommands(newWorld())({ hello: 1 })).rejects.toThrow();
  });
});
