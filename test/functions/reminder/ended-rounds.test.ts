import { describe, expect, it } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { moveTo, reminders, withSteps } from "#test/functions/reminder/ladder";
import { answer, expand, release } from "#test/functions/world";

describe.each(["stop", "close"])("after %s of a round", (act) => {
  it("nobody of it is reminded to answer; the silent of another round are", async () => {
    const world = await withSteps();
    await expand(world, await release(world, "round-2", { parties: ["DE"] }));
    await world.done(`${act}-round.v1`, { roundId: "round-1" });
    await moveTo(world, "2022-02-18T08:00:00Z");
    expect(reminders(world, "answer-14")).toEqual([
      "deputy.de@example.org",
      "focal.point.de@example.org",
      "mission.de@example.org",
    ]);
  });
  it("whoever is registered is still reminded of the meeting", async () => {
    const world = await withSteps();
    await answer(world, "AT", "ab", { kind: "come", parts: ["som-8"] });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    await world.done(`${act}-round.v1`, { roundId: "round-1" });
    await moveTo(world, "2022-03-19T08:00:00Z");
    expect(reminders(world, "meeting-3")).toEqual(["focal.point.at@example.org"]);
  });
});
