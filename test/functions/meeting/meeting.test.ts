import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { readConvocation } from "#records/convocation";
import { lists } from "#records/keys";
import { another, convened, som8 } from "#test/domain/examples";
import { CONVOCATION, newWorld, type World, withDialogue, withMeeting } from "#test/functions/world";
import { memoryTables } from "#test/memory/tables";

const wakeUp = z.object({ moment: z.string(), convocationId: z.string() });
/** Fires what is due at an instant, as the scheduler and the moments' queue do. */
async function moveTo(world: World, now: string) {
  world.clock.set(now);
  for (const input of world.schedules.fire(now)) await atMeetingEnd(world)(wakeUp.parse(input));
}
const meeting = async (world: World, id = CONVOCATION) => (await readConvocation(world.tables, id))?.convocation;

describe("convening", () => {
  it("writes the convocation as the domain decided it, its fact and its place in the dialogue's list", async () => {
    const world = await withDialogue();
    expect(await world.ask("convene-meeting.v1", { ...som8 })).toEqual({
      accepted: true,
      convocationId: CONVOCATION,
      revision: 1,
      cutOff: "2022-03-11T22:59:00Z",
    });
    expect(await meeting(world)).toEqual(convened());
    expect(world.facts("meeting.convened.v1")).toMatchObject([
      { pk: `CNV#${CONVOCATION}`, actor: "staff:amina", door: "gateway" },
    ]);
    const listed = await world.tables.queryIndex({ index: "list", pk: lists.convocationsOf("khartoum") });
    expect(listed.map((row) => row["b"])).toMatchObject([
      { id: CONVOCATION, state: "convened", starts: "2022-03-22T08:00:00Z" },
    ]);
  });
  it("books its end", async () => {
    const { schedules } = await withMeeting();
    expect(schedules.booked()).toMatchObject([
      { at: "2022-03-23T15:00:00Z", input: { moment: "meeting-end", convocationId: CONVOCATION } },
    ]);
  });
  it.each<[string, Record<string, unknown>, string]>([
    ["72 · a deadline in the past", { answersBy: "2022-01-01T12:00" }, "deadline-past"],
    ["72 · a deadline after the meeting began", { answersBy: "2022-03-23T12:00" }, "deadline-after-start"],
    ["69 · a time in the gap", { namesBy: "2022-03-27T02:30" }, "no-such-time"],
    ["71 · 24:00", { answersBy: "2022-03-04T24:00" }, "no-such-time"],
    ["a zone that is none", { timeZone: "Mars/Olympus" }, "unknown-zone"],
    ["a party that nobody knows", { parts: [{ ...som8.parts[0], organisers: ["ZZ"] }] }, "unknown-party"],
    ["a chair that nobody knows", { parts: [{ ...som8.parts[0], chair: "ZZ" }] }, "unknown-party"],
    [
      "an audience that nobody knows",
      { parts: [{ ...som8.parts[0], audience: { parties: ["ZZ"] } }] },
      "unknown-party",
    ],
    ["40 · a line break in the title", { title: { en: "SOM\r\nBcc: x@example.org" } }, "malformed"],
    ["44 · a blank title", { title: { en: "  " } }, "malformed"],
    ["44 · combining marks only", { title: { en: "\u0301\u0301" } }, "malformed"],
    ["42 · a bidi override in the title", { title: { en: "SOM \u202E8" } }, "malformed"],
    ["45 · a lone surrogate in the title", { title: { en: "SOM \uD800" } }, "malformed"],
    ["43 · a title of 10,000 characters", { title: { en: "S".repeat(10_000) } }, "malformed"],
    ["no part", { parts: [] }, "malformed"],
    ["82 · a session without a day", { parts: [{ ...som8.parts[0], sessions: [] }] }, "malformed"],
    [
      "71 · a session until 24:00",
      { parts: [{ ...som8.parts[0], sessions: [{ day: "2022-03-22", from: "20:00", until: "24:00" }] }] },
      "malformed",
    ],
    ["28 · a zone of a megabyte", { timeZone: "E".repeat(1_000_000) }, "malformed"],
  ])("%s is refused and writes nothing but the refusal", async (_, change, code) => {
    const world = await withDialogue();
    expect(await world.ask("convene-meeting.v1", { ...som8, ...change })).toMatchObject({ accepted: false, code });
    expect(world.rows("CNV#")).toEqual([]);
    expect(world.schedules.booked()).toEqual([]);
    expect(JSON.stringify(world.rows("CMD#")).length).toBeLessThan(5_000);
  });
  it("twice under one id is refused, and the first stays as it is", async () => {
    const world = await withMeeting();
    const before = world.rows("CNV#");
    expect(await world.ask("convene-meeting.v1", { ...som8, title: { en: "Another" } })).toMatchObject({
      code: "already-convened",
    });
    expect(world.rows("CNV#")).toEqual(before);
  });
});

describe("the end of a meeting", () => {
  it("comes at its last second, once, with its fact", async () => {
    const world = await withMeeting();
    await moveTo(world, "2022-03-23T15:00:00Z");
    expect(await meeting(world)).toMatchObject({ state: "ended" });
    expect(world.facts("meeting.ended.v1")).toHaveLength(1);
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    expect(world.facts("meeting.ended.v1")).toHaveLength(1);
  });
  it("of a wake-up that came too early, or of no meeting, is none", async () => {
    const world = await withMeeting();
    world.clock.set("2022-03-23T14:59:59Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    await atMeetingEnd(world)({ convocationId: "nowhere" });
    expect(await meeting(world)).toMatchObject({ state: "convened" });
  });
  it("comes to both of two meetings whose long ids begin alike", async () => {
    const world = await withDialogue();
    const ids = ["a", "b"].map((end) => `thematic-meeting-on-migration-and-development-2022-${end}`);
    for (const convocationId of ids) await world.done("convene-meeting.v1", another(convocationId));
    await moveTo(world, "2022-03-23T15:00:00Z");
    expect(await Promise.all(ids.map(async (id) => (await meeting(world, id))?.state))).toEqual(["ended", "ended"]);
  });
  it("comes though a first try to convene was lost, and the second asked for later days", async () => {
    let lost = false;
    const tables = memoryTables({
      before(items) {
        if (lost || !items.some((item) => "put" in item && item.put.pk.startsWith("CNV#"))) return undefined;
        lost = true;
        throw new Error("the connection was lost");
      },
    });
    const world = await withDialogue({ tables });
    await expect(world.ask("convene-meeting.v1", { ...som8 })).rejects.toThrow("lost");
    const [committee, som] = som8.parts;
    const later = { ...som, sessions: [...som!.sessions, { day: "2022-03-24", from: "09:00", until: "12:00" }] };
    await world.done("convene-meeting.v1", { ...som8, parts: [committee, later] });
    await moveTo(world, "2022-03-23T15:00:00Z");
    expect(await meeting(world)).toMatchObject({ state: "convened" });
    await moveTo(world, "2022-03-24T11:00:00Z");
    expect(await meeting(world)).toMatchObject({ state: "ended" });
  });
});

describe("handing over the chair", () => {
  const ask = { convocationId: CONVOCATION, part: "som-8", from: "NL", to: "SS", reason: "The rotation" };
  it("inside the meeting changes the part's chair, with its fact", async () => {
    const world = await withMeeting();
    world.clock.set("2022-03-23T10:00:00Z");
    expect(await world.ask("hand-over-chair.v1", ask)).toMatchObject({
      accepted: true,
      convocationId: CONVOCATION,
      revision: 2,
      part: "som-8",
      chair: "SS",
    });
    expect((await meeting(world))?.parts.map(({ chair }) => chair)).toEqual(["NL", "SS"]);
    expect(world.facts("meeting.chair-handed-over.v1")).toHaveLength(1);
  });
  it.each([
    ["before the meeting", { now: "2022-03-22T12:59:59Z" }, "outside-the-meeting"],
    ["after the meeting", { now: "2022-03-23T15:00:01Z" }, "outside-the-meeting"],
    ["to a party that nobody knows", { to: "ZZ" }, "unknown-party"],
    ["from a party that does not chair", { from: "DE" }, "not-in-the-chair"],
    ["of a part that is not there", { part: "som-9" }, "unknown-part"],
    ["of a meeting that is not there", { convocationId: "nowhere" }, "no-such-meeting"],
  ])(
    "%s is refused and changes nothing",
    async (_, { now = "2022-03-23T10:00:00Z", ...change }: Record<string, string>, code) => {
      const world = await withMeeting();
      world.clock.set(now);
      const before = world.rows("CNV#");
      expect(await world.ask("hand-over-chair.v1", { ...ask, ...change })).toMatchObject({ accepted: false, code });
      expect(world.rows("CNV#")).toEqual(before);
    },
  );
  it("in a dialogue without parties is refused", async () => {
    expect(await newWorld().ask("hand-over-chair.v1", ask)).toMatchObject({ code: "no-such-meeting" });
  });
});
