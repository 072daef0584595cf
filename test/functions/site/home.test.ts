import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { site } from "#test/functions/site/visitor";
import { aWeekLater, change } from "#test/functions/told";
import { MODULES, withSeries } from "#test/functions/training";
import { withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

const SOM = "Tuesday 22 March 2022, 14:00 to 18:00 (Brussels, UTC+1)";
const COMMITTEE = "Tuesday 22 March 2022, 09:00 to 12:00 (Brussels, UTC+1)";

describe("the meetings on the public page", () => {
  it("one that is postponed says so, and names its days as those that were announced before", async () => {
    const world = await withInvitations();
    await change(world, "postpone-meeting");
    const { text } = await site(world).open("/");
    expect(text).toContain("Postponed; the new date is not known yet");
    expect(text).toContain("Announced before: 22 to 23 March 2022");
    for (const session of [SOM, COMMITTEE]) expect(text).not.toContain(session);
  });
  it("postponed it stays there when its days of before are over, after those that have a date", async () => {
    const world = await withSeries("KE");
    await world.done("postpone-meeting.v1", { convocationId: "webinars", parts: [MODULES[0]], reason: "Asked" });
    await world.done("postpone-meeting.v1", { convocationId: "webinars", reason: "Asked" });
    world.clock.set("2022-06-30T08:00:00Z");
    const { text } = await site(world).open("/");
    expect(text).toContain("Regional training");
    expect(text).not.toContain("No meeting is announced.");
  });
  it("one part that is cancelled says so, with no place; the other has its times", async () => {
    const world = await withInvitations();
    await change(world, "cancel-meeting", { parts: ["sc-2022-03"] });
    const { text } = await site(world).open("/");
    expect(text).toContain("Cancelled Announced before: 22 March 2022 8th Senior Officials’ Meeting");
    expect(text).toContain(SOM);
    expect(text).not.toContain(COMMITTEE);
  });
  it.each([
    ["fr", "Annulée", "Annoncée auparavant"],
    ["ar", "أُلغي", "الموعد المعلن سابقًا"],
  ])("in %s too", async (lang, said, before) => {
    const world = await withInvitations();
    await change(world, "cancel-meeting");
    const { text } = await site(world).open(`/?lang=${lang}`);
    expect(text).toContain(said);
    expect(text).toContain(before);
  });
  it("a place that was not published is still to come before the meeting, and was not published after it", async () => {
    const world = await withInvitations();
    await change(world, "reschedule-meeting", aWeekLater);
    const at = site(world);
    expect((await at.open("/")).text).not.toContain("Place not published");
    world.clock.set("2022-03-26T08:00:00Z");
    const { text } = await at.open("/");
    expect(text).toMatch(/Place not published .*Place not yet published/);
  });
});
