import { describe, expect, it } from "vitest";
import { fromPages } from "#functions/invitation/from-pages";
import { mailSchema } from "#records/mail";
import { arrived, letters, named, nora } from "#test/functions/invitation/successions";
import {
  CONVOCATION,
  expand,
  letGo,
  release,
  submit,
  type World,
  withInvitations,
  withMeeting,
} from "#test/functions/world";

async function invited(): Promise<World> {
  const world = await withInvitations();
  await arrived(world);
  return world;
}

describe("a round that is stopped", () => {
  it("before anything left to the one before leaves nothing to take over", async () => {
    const world = await withInvitations();
    await world.done("stop-round.v1", { roundId: "round-1" });
    await named(world);
    expect((await world.delegation("AT")).former).toEqual([]);
  });
  it("after the invitation left hands the place on all the same", async () => {
    const world = await invited();
    await world.done("stop-round.v1", { roundId: "round-1" });
    await named(world);
    expect((await world.delegation("AT")).former).toHaveLength(1);
    expect(letters(world, "successor")[0]?.about).not.toHaveProperty("roundId");
  });
  it("takes the successor's letter back with the rest, and the party may be invited again", async () => {
    const world = await withInvitations();
    await named(world);
    await world.done("stop-round.v1", { roundId: "round-1" });
    for (const { pk, sk } of [...world.rows("MB#"), ...world.rows("DEL#", "M#")])
      await world.tables.update({ key: { pk, sk }, set: { state: "cancelled" }, when: [] });
    expect(
      await world.done("draft-round.v1", {
        roundId: "two",
        convocationId: CONVOCATION,
        template: "invitation",
        audience: { parties: ["AT"] },
      }),
    ).toMatchObject({ accepted: true });
    expect(await world.done("submit-round.v1", { roundId: "two" })).toMatchObject({ invitees: 3 });
  });
});

describe("a round that was frozen before the change", () => {
  it("and is released after it invites whom the registry names, in the place of whom it froze", async () => {
    const world = await withMeeting();
    const frozen = await submit(world, "round-1");
    await named(world);
    await letGo(world, frozen);
    const { invitees, former } = await world.delegation("AT");
    expect([invitees.map(({ name }) => name), former.map(({ name }) => name)]).toEqual([
      ["Deputy focal point of Austria", "Mission of Austria", "Nora Neu"],
      ["Focal point of Austria"],
    ]);
    const states = world
      .rows("MB#r-round-1")
      .map((row) => mailSchema.parse(row))
      .map(({ to, state }) => [to.name, state]);
    expect(states).toContainEqual(["Focal point of Austria", "cancelled"]);
    expect(letters(world, "successor").map(({ to }) => to.name)).toEqual(["Nora Neu"]);
    expect(letters(world, "predecessor")).toEqual([]);
    expect((await world.delegation("IT")).former).toEqual([]);
  });
  it("whose page was written when its worker died hands over at the next try", async () => {
    const world = await withMeeting();
    const frozen = await submit(world, "round-1");
    await letGo(world, frozen);
    await world.done("change-focal-point.v1", nora);
    expect((await world.delegation("AT")).former).toEqual([]);
    await fromPages(world)({ ...frozen, page: 0, at: world.clock.now() });
    expect((await world.delegation("AT")).former).toHaveLength(1);
    const before = world.snapshot();
    await fromPages(world)({ ...frozen, page: 0, at: world.clock.now() });
    expect(world.snapshot()).toBe(before);
  });
  it("drafted after the change asks nobody twice", async () => {
    const world = await withMeeting();
    await named(world);
    world.clock.pass(60);
    await expand(world, await release(world, "round-1"));
    expect((await world.delegation("AT")).invitees.map(({ name }) => name)).toContain("Nora Neu");
    expect([(await world.delegation("AT")).former, letters(world, "successor")]).toEqual([[], []]);
  });
  it("left a party out that another round had invited: there is no delegation to hand over", async () => {
    const world = await withMeeting();
    const [first, second] = [await submit(world, "round-1", { parties: ["AT"] }), await submit(world, "round-2")];
    await named(world);
    await letGo(world, first, second);
    expect(letters(world, "successor")).toHaveLength(1);
    expect((await world.delegation("IT")).invitees).toHaveLength(3);
  });
});
