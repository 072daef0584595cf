import { describe, expect, it } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { ensureSteps } from "#functions/reminder/ensure-steps";
import { fromPages } from "#functions/reminder/from-pages";
import { named, nora } from "#test/functions/invitation/successions";
import { moveTo, reminders, withSteps } from "#test/functions/reminder/ladder";
import { answer, CONVOCATION, letGo, submit, withMeeting } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

describe("the reminders of a step", () => {
  const austria = ["deputy.at@example.org", "focal.point.at@example.org", "mission.at@example.org"];
  const italy = ["deputy.it@example.org", "focal.point.it@example.org", "mission.it@example.org"];
  it("go to everybody of a delegation that is silent", async () => {
    const world = await withSteps();
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14")).toEqual([...austria, ...italy].sort());
    expect(world.rows("OPEN", "bulk#").filter((row) => String(row["batchId"]).startsWith("s-"))).toHaveLength(2);
  });
  it("go to nobody of a delegation that has answered, by whomever", async () => {
    const world = await withSteps();
    await answer(world, "IT", "ac", { kind: "names-follow", parts: ["som-8"] });
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14")).toEqual(austria);
  });
  it("do not go to the person who regretted while the State is silent, and go to the others", async () => {
    const world = await withSteps();
    await answer(world, "AT", "ab", { kind: "regret" });
    await answer(world, "IT", "ac", { kind: "no-part" });
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14")).toEqual(["deputy.at@example.org", "mission.at@example.org"]);
  });
  it("go to the focal point who took over, and not to the one before, whom the page froze", async () => {
    const world = await withSteps();
    await named(world);
    await moveTo(world, "2022-02-18T08:00:00Z");
    const now = ["deputy.at@example.org", "mission.at@example.org", nora.email];
    expect(reminders(world, "answer-14")).toEqual([...now, ...italy].sort());
  });
  it("do not go to whoever silenced them: that is no answer", async () => {
    const world = await withSteps();
    const { delegation } = await world.delegation("AT");
    await world.done(
      "silence-mails.v1",
      { delegationId: delegation.id, person: "ab" },
      `invitee:${delegation.id}ab`,
      "link",
    );
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14")).not.toContain("focal.point.at@example.org");
    expect((await world.delegation("AT")).delegation.open).toBe(1);
  });
  it("are written once, however often a page comes", async () => {
    const world = await withSteps();
    world.clock.set("2022-02-18T08:00:00Z");
    const page = {
      convocationId: CONVOCATION,
      step: "answer-14",
      instant: "2022-02-18T08:00:00Z",
      revision: 1,
      roundId: "round-1",
      page: 0,
    };
    await fromPages(world)(page);
    const before = world.snapshot();
    await fromPages(world)(page);
    await Promise.all([fromPages(world)(page), fromPages(world)(page)]);
    expect(world.snapshot()).toBe(before);
  });
  it("of two steps are two mails to the same person", async () => {
    const world = await withSteps();
    await moveTo(world, "2022-02-18T08:00:00Z");
    await moveTo(world, "2022-02-25T08:00:00Z");
    expect([reminders(world, "answer-14"), reminders(world, "answer-7")].map((all) => all.length)).toEqual([6, 6]);
    expect(new Set(world.rows("MB#s-").map((row) => row["mailId"])).size).toBe(12);
  });
  it("before the meeting go to the registered alone, colleagues too", async () => {
    const world = await withSteps();
    for (const [code, said] of [
      ["IT", { kind: "colleague", parts: ["som-8"], colleague: { name: "Karl Kollege", email: "karl@example.org" } }],
      ["AT", { kind: "come", parts: ["som-8"] }],
    ] as const) {
      await answer(world, code, "ab", said);
      await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    }
    await answer(world, "IT", "ac", { kind: "come", parts: ["som-8"] });
    await moveTo(world, "2022-03-19T08:00:00Z");
    expect(reminders(world, "meeting-3")).toEqual(["focal.point.at@example.org", "karl@example.org"]);
  });
  it("of a page that is not there, or of no step, are a fault", async () => {
    const world = await withSteps();
    const page = {
      convocationId: CONVOCATION,
      step: "answer-14",
      instant: "2022-02-18T08:00:00Z",
      revision: 1,
      roundId: "round-1",
      page: 0,
    };
    await expect(fromPages(world)({ ...page, page: 7 })).rejects.toThrow("is not there");
    await expect(fromPages(world)({ ...page, step: "answer-1" })).rejects.toThrow("is not there");
  });
  it("leave out a party of the frozen page that another round took", async () => {
    const world = await withMeeting();
    const first = await submit(world, "round-1");
    await letGo(world, await submit(world, "round-2", { parties: ["IT"] }), first);
    await ensureSteps(world, CONVOCATION, world.act());
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14")).toEqual([...austria, ...italy].sort());
  });
  it("of a page whose write broke half-way are finished by the next try, each once", async () => {
    let writes = 0;
    const tables = memoryTables({
      before(items) {
        if (!items.some((item) => "put" in item && item.put.pk.startsWith("MB#s-")) || ++writes !== 2) return undefined;
        throw new Error("the connection was lost");
      },
    });
    const world = await withSteps({ tables });
    world.clock.set("2022-02-18T08:00:00Z");
    const page = {
      convocationId: CONVOCATION,
      step: "answer-14",
      instant: "2022-02-18T08:00:00Z",
      revision: 1,
      roundId: "round-1",
      page: 0,
    };
    await expect(fromPages(world)(page)).rejects.toThrow("lost");
    expect(reminders(world, "answer-14")).toEqual(austria);
    await fromPages(world)(page);
    expect(reminders(world, "answer-14")).toEqual([...austria, ...italy].sort());
  });
});
