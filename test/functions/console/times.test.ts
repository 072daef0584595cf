import { describe, expect, it } from "vitest";
import { postQuery } from "#functions/console/post-query";
import { storeOlderTimes } from "#test/functions/older-times";
import { CONVOCATION, type World, withDialogue, withMeeting } from "#test/functions/world";
import { posted } from "#test/memory/messages";

const arn = "arn:aws:sts::000000000000:assumed-role/Secretariat/amina";
async function times(world: World, dialogueId = "khartoum") {
  const { body } = await postQuery(world)(posted({ query: "times", dialogueId }, { arn, path: "/queries" }));
  return JSON.parse(body ?? "null");
}
const namesBy = { wall: "2022-03-11T23:59", zone: "Europe/Brussels" };
const begins = { wall: "2022-03-22T09:00", zone: "Europe/Brussels" };

describe("74 · the stored times of a dialogue's meetings", () => {
  it("that all mean what was announced", async () => {
    expect(await times(await withMeeting())).toEqual({
      accepted: true,
      tzdata: "2025b",
      meetings: 1,
      times: 8,
      resolvedWith: { "2025b": 8 },
      moved: [],
    });
  });
  it("are none where nothing is convened, or where all is over", async () => {
    const none = { meetings: 0, times: 0, resolvedWith: {}, moved: [] };
    expect(await times(await withDialogue())).toMatchObject(none);
    const world = await withMeeting();
    await storeOlderTimes(world);
    expect(await times(world, "other")).toMatchObject(none);
    world.clock.set("2022-03-24T00:00:00Z");
    expect(await times(world)).toMatchObject({ meetings: 1, moved: [] });
  });
  it("that moved since an older release are told, exactly those, and nothing is written", async () => {
    const world = await withMeeting();
    await storeOlderTimes(world);
    const before = world.snapshot();
    const older = { offset: "+00:00", tzdata: "2021a" };
    expect(await times(world)).toEqual({
      accepted: true,
      tzdata: "2025b",
      meetings: 1,
      times: 8,
      resolvedWith: { "2025b": 6, "2021a": 2 },
      moved: [
        {
          convocationId: CONVOCATION,
          what: "names by",
          was: { ...namesBy, ...older, instant: "2022-03-11T23:59:00Z" },
          now: [{ instant: "2022-03-11T22:59:00Z", offset: "+01:00" }],
        },
        {
          convocationId: CONVOCATION,
          what: "sc-2022-03, session 1 begins",
          was: { ...begins, ...older, instant: "2022-03-22T09:00:00Z" },
          now: [{ instant: "2022-03-22T08:00:00Z", offset: "+01:00" }],
        },
      ],
    });
    expect(world.snapshot()).toBe(before);
  });
});
