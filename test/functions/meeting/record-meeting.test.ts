import { describe, expect, it } from "vitest";
import { calendar, recordCommandOf, tagsCommandOf } from "#bin/demo/calendar";
import { verifyChain } from "#records/chain";
import { readMeeting, readRecorded } from "#records/recorded-meeting";
import { another } from "#test/domain/examples";
import { AMINA, CONVOCATION, newWorld, withDialogue, withMeeting } from "#test/functions/world";

const cairo = () => {
  const found = calendar.meetings.find(({ id }) => id === "tm-cairo-2019");
  if (!found) throw new Error("The calendar has no meeting in Cairo");
  return recordCommandOf(found);
};

describe("recording a meeting", () => {
  it("writes one row and a fact of ids, books nothing, and sends nothing", async () => {
    const world = await withDialogue();
    expect(await world.ask("record-meeting.v1", cairo())).toEqual({
      accepted: true,
      meetingId: "tm-cairo-2019",
      revision: 1,
    });
    expect(await readRecorded(world.tables, "tm-cairo-2019")).toMatchObject({ hosts: ["EG"], coChairs: ["PT"] });
    const facts = world.facts("meeting.recorded.v1");
    expect(facts).toMatchObject([{ pk: "MTG#khartoum#tm-cairo-2019", actor: AMINA }]);
    expect(JSON.parse(String(facts[0]?.["data"]))).toEqual({
      dialogueId: "khartoum",
      meetingId: "tm-cairo-2019",
      revision: 1,
    });
    expect([world.schedules.booked(), world.rows("MB#"), world.rows("RND#")]).toEqual([[], [], []]);
  });
  it("again corrects it, and the chain of its history is whole", async () => {
    const world = await withDialogue();
    await world.done("record-meeting.v1", cairo());
    const { timeZone: _, ...rest } = cairo();
    expect(await world.ask("record-meeting.v1", { ...rest, coChairs: ["PT", "DE"] })).toMatchObject({ revision: 2 });
    const held = await readMeeting(world.tables, "khartoum", "tm-cairo-2019");
    expect(held?.recorded).toMatchObject({ coChairs: ["PT", "DE"], timeZone: null, revision: 2 });
    expect(await verifyChain(world.tables, "MTG#khartoum#tm-cairo-2019")).toEqual({ facts: 2 });
  });
  it("stands beside others of the dialogue: each has its own history", async () => {
    const world = await withDialogue();
    for (const meetingId of ["one", "two"]) await world.done("record-meeting.v1", { ...cairo(), meetingId });
    expect(world.facts("meeting.recorded.v1").map(({ pk, sk }) => `${pk} ${sk}`)).toEqual([
      "MTG#khartoum#one 00000001#0",
      "MTG#khartoum#two 00000001#0",
    ]);
  });
  it.each<[string, object, string]>([
    ["72 · a date to come", { dates: { from: "2022-02-01", until: "2022-02-01" } }, "not-past"],
    ["a host that is not a party", { hosts: ["ZZ"] }, "unknown-party"],
    ["a meeting that nobody recorded", { buildsOn: ["nowhere"] }, "no-such-meeting"],
    ["a scheme that the dialogue has not", { domains: { scheme: "jvap-2015", codes: ["2"] } }, "unknown-scheme"],
    ["54 · a separator of keys in the id", { meetingId: "tm#cairo" }, "malformed"],
    ["40 · a line break in the title", { title: { en: "Cairo\r\nBcc: x@example.org" } }, "malformed"],
    ["71 · the year 275760", { dates: { from: "275760-09-13", until: "275760-09-13" } }, "malformed"],
    ["71 · a day of the year 0 that is none", { dates: { from: "0000-02-30", until: "0000-02-30" } }, "no-such-date"],
    ["82 · minus one participant", { published: { participants: -1 } }, "malformed"],
    ["82 · 2^53 participants", { published: { participants: 2 ** 53 } }, "malformed"],
    ["81 · a field that there is not", { sessions: [] }, "malformed"],
  ])("refuses %s and writes nothing", async (_, change, code) => {
    const world = await withDialogue();
    expect(await world.ask("record-meeting.v1", { ...cairo(), ...change })).toMatchObject({ accepted: false, code });
    expect([world.rows("MTG#"), world.rows("CNV#")]).toEqual([[], []]);
  });
  it("refuses the id of a meeting that was convened here", async () => {
    const world = await withMeeting();
    expect(await world.ask("record-meeting.v1", { ...cairo(), meetingId: "som-8" })).toMatchObject({
      code: "convened-here",
      sentence: expect.stringContaining(CONVOCATION),
    });
  });
  it("takes its id: no other meeting of the dialogue can be convened under it", async () => {
    const world = await withDialogue();
    const asked = another("som-9");
    await world.done("record-meeting.v1", { ...cairo(), meetingId: asked.parts[0]!.id });
    expect(await world.ask("convene-meeting.v1", { ...asked })).toMatchObject({ code: "meeting-exists" });
  });
  it("makes it no meeting to invite to: a round is refused, and told why", async () => {
    const world = await withDialogue();
    await world.done("record-meeting.v1", cairo());
    const round = {
      roundId: "r-1",
      convocationId: "tm-cairo-2019",
      template: "invitation",
      audience: { members: true },
    };
    expect(await world.ask("draft-round.v1", round)).toMatchObject({
      code: "only-recorded",
      sentence: expect.stringMatching(/tm-cairo-2019 is recorded only.*Name a meeting that is convened\./),
    });
    expect(await world.ask("draft-round.v1", { ...round, convocationId: "nowhere" })).toMatchObject({
      code: "no-such-meeting",
    });
  });
});

describe("34 · the same command again", () => {
  it("answers as it did, and corrects nothing", async () => {
    const world = await withDialogue();
    const command = { commandId: "record-cairo", ...cairo() };
    const first = await world.ask("record-meeting.v1", command);
    expect(await world.ask("record-meeting.v1", command)).toEqual(first);
    expect(world.facts("meeting.recorded.v1")).toHaveLength(1);
  });
});

describe("a scheme of tags", () => {
  it("is defined once; the same again changes nothing", async () => {
    const world = await withDialogue();
    expect(await world.ask("define-tags.v1", tagsCommandOf())).toEqual({
      accepted: true,
      scheme: "jvap-2015",
      tags: 5,
    });
    expect(await world.ask("define-tags.v1", tagsCommandOf())).toMatchObject({ accepted: true, unchanged: true });
    expect(world.facts("dialogue.tags-defined.v1")).toHaveLength(1);
    expect(await verifyChain(world.tables, "DLG#khartoum")).toMatchObject({ facts: expect.any(Number) });
  });
  it("in a new version stands beside the old one, and meetings keep theirs", async () => {
    const world = await withDialogue();
    await world.done("define-tags.v1", tagsCommandOf());
    const changed = { ...tagsCommandOf(), version: "2030", tags: [{ code: "A", words: { en: "Anew" } }] };
    expect(await world.ask("define-tags.v1", changed)).toMatchObject({
      code: "scheme-exists",
      sentence: expect.stringMatching(/version 2015.*under an id of its own\./),
    });
    await world.done("record-meeting.v1", { ...cairo(), domains: { scheme: "jvap-2015", codes: ["2"] } });
    await world.done("define-tags.v1", { ...changed, scheme: "jvap-2030" });
    expect(await readRecorded(world.tables, "tm-cairo-2019")).toMatchObject({ domains: { scheme: "jvap-2015" } });
    const both = { ...cairo(), meetingId: "other", domains: { scheme: "jvap-2030", codes: ["2"] } };
    expect(await world.ask("record-meeting.v1", both)).toMatchObject({ code: "unknown-tag" });
  });
  it.each<[string, object, string]>([
    ["a code twice", { tags: [1, 2].map(() => ({ code: "1", words: { en: "One" } })) }, "code-twice"],
    ["no tag", { tags: [] }, "malformed"],
    ["44 · blank words", { tags: [{ code: "1", words: { en: " " } }] }, "malformed"],
    ["a dialogue that is not there", { dialogueId: "rabat" }, "no-such-dialogue"],
  ])("with %s is refused", async (_, change, code) => {
    const world = await withDialogue();
    expect(await world.ask("define-tags.v1", { ...tagsCommandOf(), ...change })).toMatchObject({ code });
    expect(world.rows("DLG#", "SCHEME#")).toEqual([]);
  });
  it("of a dialogue without parties is refused", async () => {
    expect(await newWorld().ask("define-tags.v1", tagsCommandOf())).toMatchObject({ code: "no-such-dialogue" });
  });
});
