import { describe, expect, it } from "vitest";
import { som8 } from "#test/domain/examples";
import {
  answer,
  CONVOCATION,
  expand,
  release,
  submit,
  type World,
  withDialogue,
  withInvitations,
  withMeeting,
} from "#test/functions/world";

const asked = { convocationId: CONVOCATION, party: "IT", part: "som-8" };
const quotaOf = async (world: World, code: string) => (await world.delegation(code)).delegation.quota;

describe("the quota of a delegation", () => {
  it("is the part's when the party is invited", async () => {
    const world = await withDialogue();
    const [committee, som] = som8.parts;
    await world.done("convene-meeting.v1", { ...som8, parts: [committee, { ...som, quota: { total: 4 } }] });
    await expand(world, await release(world, "round-1"));
    expect(await quotaOf(world, "IT")).toEqual({ "som-8": { total: 4 } });
  });
  it("raises the version of that delegation alone, and nobody is written to", async () => {
    const world = await withInvitations();
    const others = () => JSON.stringify([world.rows("CNV#"), world.rows("MB#"), world.rows("MU#")]);
    const [before, austria] = [others(), (await world.delegation("AT")).head];
    const said = await world.ask("change-quota.v1", { ...asked, quota: { total: 3, byCapacity: { Speaker: 1 } } });
    expect(said).toMatchObject({ accepted: true, named: 0, version: 2 });
    expect(await quotaOf(world, "IT")).toEqual({ "som-8": { total: 3, byCapacity: { Speaker: 1 } } });
    expect([others(), (await world.delegation("AT")).head]).toEqual([before, austria]);
    expect(world.facts("invitation.quota-changed.v1")).toHaveLength(1);
  });
  it("stays through an answer, and is taken away where nobody is to count", async () => {
    const world = await withInvitations();
    await world.done("change-quota.v1", { ...asked, quota: { total: 3 } });
    await answer(world, "IT", "ab", { kind: "come", parts: ["som-8"] });
    expect(await quotaOf(world, "IT")).toEqual({ "som-8": { total: 3 } });
    await world.done("change-quota.v1", asked);
    expect(await quotaOf(world, "IT")).toEqual({});
  });
  it("82 · is not lowered below what was named, and says how many that are", async () => {
    const world = await withInvitations();
    for (const person of ["ab", "ac"]) await answer(world, "IT", person, { kind: "come", parts: ["som-8"] });
    expect(await world.ask("change-quota.v1", { ...asked, quota: { total: 1 } })).toMatchObject({
      code: "below-named",
      named: 2,
      sentence: expect.stringContaining("IT has named 2 people for som-8"),
    });
    expect(await quotaOf(world, "IT")).toEqual({});
  });
  it.each([0, -1, 2 ** 53, 1.5])("82 · of %d people is refused", async (total) => {
    const world = await withInvitations();
    expect(await world.ask("change-quota.v1", { ...asked, quota: { total } })).toMatchObject({ code: "malformed" });
  });
  it.each([
    ["a party that was not invited", { party: "DE" }, "no-such-invitation"],
    ["a meeting that is not there", { convocationId: "nowhere" }, "no-such-invitation"],
    ["a part that it is not invited to", { party: "AT", part: "sc-2022-03" }, "not-invited-to-part"],
    ["a version that has moved on", { expectedVersion: 9 }, "changed-meanwhile"],
  ])("of %s is refused", async (_, change, code) => {
    const world = await withInvitations();
    expect(await world.ask("change-quota.v1", { ...asked, quota: { total: 3 }, ...change })).toMatchObject({ code });
  });
  it("of a round that was not let go yet is refused", async () => {
    const world = await withMeeting();
    await submit(world, "round-1");
    expect(await world.ask("change-quota.v1", { ...asked, quota: { total: 3 } })).toMatchObject({
      code: "no-such-invitation",
    });
  });
});
