import { beforeAll, describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { meetingChairHandedOver } from "#events/meeting/chair-handed-over.v1";
import { aggregatesOf, verified } from "#functions/console/chain";
import { onMeetingChairHandedOver } from "#functions/dialogue/on-meeting-chair-handed-over";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { ensureSteps } from "#functions/reminder/ensure-steps";
import type { Row, Tables } from "#platform/table";
import { verifyChain } from "#records/chain";
import { answer, CONVOCATION, type World, withInvitations } from "#test/functions/world";

beforeAll(() => vi.stubEnv("SECRETARIAT_NAME", '{"en":"Secretariat of the Dialogue"}'));

/** The tables as somebody would have them who reached past every role: the ledger's rows changed by hand. */
function tampered(world: World, change: (rows: Row[]) => Row[]): Tables {
  return {
    ...world.tables,
    query: async (query, table) => {
      const rows = await world.tables.query(query, table);
      return table === "ledger" ? change(rows) : rows;
    },
  };
}
async function played() {
  const world = await withInvitations();
  await ensureSteps(world, CONVOCATION, world.act("system:reminder"));
  await answer(world, "AT", "ab", { kind: "come", parts: ["som-8"] });
  await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
  await answer(world, "AT", "ab", { kind: "no-part" });
  await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
  await world.done("close-round.v1", { roundId: "round-1" });
  return world;
}

describe("a chain that nobody touched is whole", () => {
  it("for every aggregate of a meeting, and for its dialogue", async () => {
    const world = await played();
    const objects = (await aggregatesOf(world.tables, CONVOCATION))?.aggregates ?? [];
    const said = await Promise.all([...objects, "DLG#khartoum"].map((object) => verified(world.tables, object)));
    expect(said.filter((each) => each && !each.whole)).toEqual([]);
    const facts = said.reduce((sum, each) => sum + Number(each?.facts ?? 0), 0);
    expect(facts).toBe(world.facts().length);
  });
  it("for the dialogue after the chair has passed", async () => {
    const world = await played();
    world.clock.set("2022-03-23T14:30:00Z");
    await world.done("hand-over-chair.v1", {
      convocationId: CONVOCATION,
      part: "som-8",
      from: "NL",
      to: "SS",
      reason: "The rotation",
    });
    await onMeetingChairHandedOver(world)(world.newest(meetingChairHandedOver), world.act("system:dialogue"));
    for (const object of ["DLG#khartoum", `CNV#${CONVOCATION}`])
      expect(await verified(world.tables, object)).toMatchObject({ whole: true });
  });
});

describe("a chain that was touched names the first broken row", () => {
  const swap = (rows: Row[], at: number, change: Record<string, string>) =>
    rows.map((row, index) => (index === at ? { ...row, ...change } : row));
  it.each<[string, (rows: Row[]) => Row[], string, string]>([
    ["another actor", (rows) => swap(rows, 1, { actor: "staff:mallory" }), "00000002#0", "hash"],
    ["another time", (rows) => swap(rows, 0, { at: "2021-01-01T00:00:00Z" }), "00000001#0", "hash"],
    ["other data", (rows) => swap(rows, 2, { data: "{}" }), "00000003#0", "hash"],
    ["another hash", (rows) => swap(rows, 1, { hash: "0".repeat(64) }), "00000002#0", "hash"],
    ["a row taken out of the middle", (rows) => rows.toSpliced(1, 1), "00000003#0", "version"],
    ["the first row taken out", (rows) => rows.slice(1), "00000002#0", "does not follow"],
    ["the first fact of an act taken out", (rows) => rows.toSpliced(2, 1), "00000003#1", "missing"],
    ["the last row taken out", (rows) => rows.slice(0, -1), "00000003#1", "last fact"],
    ["all rows taken out", () => [], "none", "last fact"],
    ["a row that cannot be read", (rows) => swap(rows, 0, { actor: "nobody" }), "00000001#0", "cannot be read"],
  ])("%s", async (_, change, row, why) => {
    const world = await played();
    const verdict = await verifyChain(tampered(world, change), "RND#round-1");
    expect(verdict?.broken).toMatchObject({ row, why: expect.stringContaining(why) });
    expect(await verified(tampered(world, change), "RND#round-1")).toMatchObject({
      accepted: false,
      code: "chain-broken",
      sentence: expect.stringContaining(`RND#round-1#${row}`),
    });
  });
  it("an aggregate that never was has no chain", async () => {
    const world = await played();
    expect(await verified(world.tables, "RND#nowhere")).toBeUndefined();
  });
});
