import { describe, expect, it } from "vitest";
import { fromPages } from "#functions/invitation/from-pages";
import { keys } from "#records/keys";
import { readRound } from "#records/round";
import { AMINA, BRUNO, expand, release, type World, withInvitations, withMeeting } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

const stateOf = async (world: World, id: string) => (await readRound(world.tables, id))?.round.state;

describe.each([
  ["stop", "stopped"],
  ["close", "closed"],
])("to %s a round", (act, state) => {
  const command = `${act}-round.v1`;
  it("needs no second person: its drafter may", async () => {
    const world = await withInvitations();
    expect(await world.done(command, { roundId: "round-1" }, AMINA)).toMatchObject({ state });
    expect(await stateOf(world, "round-1")).toBe(state);
    expect(world.facts(`invitation.round-${state}.v1`)).toMatchObject([{ actor: AMINA, pk: "RND#round-1" }]);
  });
  it("again is accepted, and is no second fact", async () => {
    const world = await withInvitations();
    await world.done(command, { roundId: "round-1" });
    expect(await world.ask(command, { roundId: "round-1" }, BRUNO)).toMatchObject({ accepted: true, unchanged: true });
    expect(world.facts(`invitation.round-${state}.v1`)).toHaveLength(1);
  });
  it("class 34: with the same id answers the same", async () => {
    const world = await withInvitations();
    const first = await world.ask(command, { commandId: "end", roundId: "round-1" });
    expect(await world.ask(command, { commandId: "end", roundId: "round-1" })).toEqual(first);
  });
  it("class 82: by two at once is done once, and accepted from both", async () => {
    const world = await withInvitations();
    const said = await Promise.all([AMINA, BRUNO].map((who) => world.ask(command, { roundId: "round-1" }, who)));
    expect(said.map(({ accepted }) => accepted)).toEqual([true, true]);
    expect(world.facts(`invitation.round-${state}.v1`)).toHaveLength(1);
  });
  it("that was not released is refused", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", {
      roundId: "r1",
      convocationId: "som-8-cluster",
      template: "invitation",
      audience: { parties: ["AT"] },
    });
    expect(await world.ask(command, { roundId: "r1" })).toMatchObject({ code: "already-draft" });
    expect(await world.ask(command, { roundId: "nowhere" })).toMatchObject({ code: "no-such-round" });
  });
  it("of a meeting that has ended is possible", async () => {
    const world = await withInvitations();
    await world.tables.update({ key: keys.convocation("som-8-cluster"), set: { state: "ended" }, when: [] });
    expect(await world.ask(command, { roundId: "round-1" })).toMatchObject({ accepted: true });
  });
  it("of a version that the sender has not seen is refused", async () => {
    const world = await withInvitations();
    expect(await world.ask(command, { roundId: "round-1", expectedVersion: 1 })).toMatchObject({
      code: "changed-meanwhile",
    });
  });
});

describe("class 82: two operators release at once", () => {
  it("it is released once, and the second is told by whom it is: what it is now", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", {
      roundId: "r1",
      convocationId: "som-8-cluster",
      template: "invitation",
      audience: { parties: ["AT"] },
    });
    const { hash } = await world.done("submit-round.v1", { roundId: "r1" });
    const said = await Promise.all(
      [BRUNO, "staff:chen", "staff:dora"].map((who) => world.ask("release-round.v1", { roundId: "r1", hash }, who)),
    );
    expect(said.filter(({ accepted }) => accepted)).toHaveLength(1);
    expect(said.filter(({ code }) => code === "already-released")).toHaveLength(2);
    expect(world.facts("invitation.round-released.v1")).toHaveLength(1);
  });
  it("one releases while another stops: the stop is refused before, or ends it after", async () => {
    const world = await withMeeting();
    await world.done("draft-round.v1", {
      roundId: "r1",
      convocationId: "som-8-cluster",
      template: "invitation",
      audience: { parties: ["AT"] },
    });
    const { hash } = await world.done("submit-round.v1", { roundId: "r1" });
    const [released, stopped] = await Promise.all([
      world.ask("release-round.v1", { roundId: "r1", hash }, BRUNO),
      world.ask("stop-round.v1", { roundId: "r1" }),
    ]);
    expect(released?.accepted).toBe(true);
    expect(await stateOf(world, "r1")).toBe(stopped?.accepted ? "stopped" : "released");
  });
});

describe("a page of a stopped round", () => {
  it("that was not written yet is never written: nobody on it is invited", async () => {
    const world = await withMeeting();
    const released = await release(world, "r1");
    await world.done("stop-round.v1", { roundId: "r1" });
    await expand(world, released);
    expect([world.rows("DEL#"), world.rows("MB#"), world.rows("CNV#", "INVITED#")]).toEqual([[], [], []]);
  });
  it("of a closed round is written all the same: closing is about reminders", async () => {
    const world = await withMeeting();
    const released = await release(world, "r1");
    await world.done("close-round.v1", { roundId: "r1" });
    await expand(world, released);
    expect(world.rows("MB#r-r1")).toHaveLength(6);
  });
  it("that is written in the moment of the stop is there whole, for the pump to cancel", async () => {
    let stop: (() => void) | undefined;
    const tables = memoryTables({
      before(items) {
        if (items.some((item) => "put" in item && item.put.pk.startsWith("MB#r-r1"))) stop?.();
        return undefined;
      },
    });
    const world = await withMeeting({ tables });
    const { hash } = await release(world, "r1");
    let stopping: Promise<unknown> = Promise.resolve();
    stop = () => {
      stop = undefined;
      stopping = world.done("stop-round.v1", { roundId: "r1" });
    };
    await fromPages(world)({ roundId: "r1", hash, page: 0 });
    await stopping;
    expect([await stateOf(world, "r1"), world.rows("MB#r-r1").length]).toEqual(["stopped", 6]);
  });
});
