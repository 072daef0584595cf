import { describe, expect, it } from "vitest";
import { linksBefore } from "#functions/console/links-before";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { CONVOCATION, withInvitations } from "#test/functions/world";

const asked = { dialogueId: "khartoum" };
const reason = "The host asked for more time";

describe("the meetings whose links are needed", () => {
  it("are those until a week after their end", async () => {
    const world = await withInvitations();
    const { tables } = world;
    world.clock.set("2022-03-23T15:00:00Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    const until = "2022-03-30T15:00:00Z";
    expect(await linksBefore(tables, asked, "2022-03-30T14:59:59Z")).toEqual({
      meetings: [{ id: CONVOCATION, until }],
    });
    expect(await linksBefore(tables, asked, until)).toEqual({ meetings: [] });
  });
  it("are those that are postponed too, long after their old date: they are answered again", async () => {
    const world = await withInvitations();
    await world.done("postpone-meeting.v1", { convocationId: CONVOCATION, reason });
    expect(await linksBefore(world.tables, asked, "2022-06-01T08:00:00Z")).toEqual({
      meetings: [{ id: CONVOCATION, until: "2022-06-08T08:00:00Z" }],
    });
  });
  it("are not those that were cancelled, once their date is past", async () => {
    const world = await withInvitations();
    await world.done("cancel-meeting.v1", { convocationId: CONVOCATION, reason });
    expect(await linksBefore(world.tables, asked, "2022-06-01T08:00:00Z")).toEqual({ meetings: [] });
  });
});
