import { describe, expect, it } from "vitest";
import { chairOn } from "#domain/registry";
import { onMeetingChairHandedOver } from "#functions/dialogue/on-meeting-chair-handed-over";
import { readRegistry } from "#records/registry";
import { type World, withMeeting } from "#test/functions/world";

const handedOver = (world: World, passedAt: string, from = "NL", to = "SS") =>
  onMeetingChairHandedOver(world)(
    {
      id: "CNV#som-8-cluster#00000002#0",
      at: passedAt,
      by: "staff:amina",
      door: "gateway",
      aggregate: "CNV#som-8-cluster",
      version: 2,
      data: { dialogueId: "khartoum", convocationId: "som-8-cluster", part: "som-8", from, to, passedAt },
    },
    world.act("system:dialogue"),
  );
async function chairs(world: World) {
  const { registry } = await readRegistry(world.tables, "khartoum");
  return ["2022-03-21", "2022-03-22", "2022-03-23", "2023-03-15", "2023-03-16"].map((day) => chairOn(registry, day));
}

describe("a hand-over that a meeting recorded", () => {
  it("on the day that the registry expected changes no chair, and is no longer assumed", async () => {
    const world = await withMeeting();
    await handedOver(world, "2022-03-23T10:00:00Z");
    expect(await chairs(world)).toEqual(["NL", "NL", "SS", "SS", "DE"]);
    expect(world.rows("DLG#khartoum", "CHAIR#2022-03-23")).toMatchObject([
      { code: "SS", until: "2023-03-16", assumed: false },
    ]);
    expect(world.facts("dialogue.chair-passed.v1")).toHaveLength(1);
  });
  it("on another day ends one term and begins the other on that day", async () => {
    const world = await withMeeting();
    await handedOver(world, "2022-03-22T16:00:00Z");
    expect(await chairs(world)).toEqual(["NL", "SS", "SS", "SS", "DE"]);
    expect(world.rows("DLG#khartoum", "CHAIR#2020-03-05")).toMatchObject([{ code: "NL", until: "2022-03-22" }]);
  });
  it("late in the evening counts on the day of the meeting's zone", async () => {
    const world = await withMeeting();
    await handedOver(world, "2022-03-22T23:30:00Z");
    expect(await chairs(world)).toEqual(["NL", "NL", "SS", "SS", "DE"]);
  });
  it("handled again changes nothing", async () => {
    const world = await withMeeting();
    await handedOver(world, "2022-03-23T10:00:00Z");
    const before = world.snapshot();
    await handedOver(world, "2022-03-23T10:00:00Z");
    expect(world.snapshot()).toBe(before);
  });
  it("leaves the dialogue readable, with its imports applied", async () => {
    const world = await withMeeting();
    await handedOver(world, "2022-03-23T10:00:00Z");
    expect((await readRegistry(world.tables, "khartoum")).registry.parties).toHaveLength(51);
  });
});
