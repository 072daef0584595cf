import { describe, expect, it } from "vitest";
import { meetingChanged } from "#events/meeting/changed.v1";
import { onMeetingChanged } from "#functions/report/on-meeting-changed";
import { log } from "#platform/log";
import { readDocument, readLibrary } from "#records/document";
import { BRUNO, CONVOCATION, type World, withMeeting } from "#test/functions/world";
import { addText, clearAndPublish, note, publishedNote } from "./drafting.ts";

log.setLogLevel("SILENT");
const marksOf = async ({ tables }: World, id: string) => (await readDocument(tables, id))?.document.marks;

const NEW_DAYS = {
  parts: [
    { id: "sc-2022-03", sessions: [{ day: "2022-04-12", from: "09:00", until: "12:00" }] },
    {
      id: "som-8",
      sessions: [
        { day: "2022-04-12", from: "14:00", until: "18:00" },
        { day: "2022-04-13", from: "09:00", until: "16:00" },
      ],
    },
  ],
};
/** Has the meeting changed, and hands the fact to the report noun: now, or again. */
async function changed(world: World, command: string, detail: object = {}) {
  await world.done(command, { convocationId: CONVOCATION, reason: "The host asked.", ...detail });
  const fact = world.newest(meetingChanged);
  return () => onMeetingChanged(world)(fact, world.act("system:report"));
}
const rescheduled = (world: World) => changed(world, "reschedule-meeting.v1", NEW_DAYS);

/** A draft and a published document that name the old day, and one that does not. */
async function written() {
  const world = await withMeeting();
  await world.done("draft-document.v1", { ...note, documentId: "draft", title: { en: "Note for 22 March" } });
  await addText(world, "draft", "The meeting is on 22 and 23 March 2022.");
  await addText(world, "draft", "الاجتماع يومي ٢٢ و٢٣ آذار ٢٠٢٢.", { language: "ar" });
  await publishedNote(world, { documentId: "out" }, "Le 23 mars 2022, à Bruxelles.");
  await publishedNote(world, { documentId: "other" }, "On 4 May 2022.");
  return world;
}

describe("documents of a meeting that moved", () => {
  it("are marked where they name an old day, published or not, in whatever language; each once", async () => {
    const world = await written();
    const tell = await rescheduled(world);
    await tell();
    expect(await marksOf(world, "draft")).toEqual([
      {
        revision: 2,
        found: [
          { where: "title.en", dates: ["2022-03-22"] },
          { where: "text.en", dates: ["2022-03-22", "2022-03-23"] },
          { where: "text.ar", dates: ["2022-03-22", "2022-03-23"] },
        ],
      },
    ]);
    expect(await marksOf(world, "out")).toMatchObject([{ found: [{ where: "text.en", dates: ["2022-03-23"] }] }]);
    expect(await marksOf(world, "other")).toEqual([]);
    const library = await readLibrary(world.tables, "khartoum", "public");
    expect(library.find(({ id }) => id === "out")?.marks).toHaveLength(1);
    expect(world.facts("report.document-marked.v1")).toHaveLength(2);
    const before = world.snapshot();
    await tell();
    expect(world.snapshot()).toBe(before);
  });
  it("are not published before their texts and titles are replaced", async () => {
    const world = await written();
    await (await rescheduled(world))();
    await world.done("clear-document.v1", { documentId: "draft" }, BRUNO);
    const publish = { documentId: "draft" };
    const refused = await world.ask("publish-document.v1", publish, BRUNO);
    expect(refused).toMatchObject({ accepted: false, code: "old-date" });
    expect(refused["sentence"]).toContain("2022-03-22, 2022-03-23 in text.en (old since revision 2 of the meeting)");
    await addText(world, "draft", "The meeting is on 12 and 13 April 2022.", { title: "Note for 12 April" });
    expect(await marksOf(world, "draft")).toMatchObject([{ found: [{ where: "text.ar" }] }]);
    await addText(world, "draft", "الاجتماع يومي 12 و13 نيسان 2022.", { language: "ar" });
    await clearAndPublish(world, "draft");
    expect(await marksOf(world, "draft")).toEqual([]);
  });
  it("are published with it where a person says that it is right", async () => {
    const world = await written();
    await (await rescheduled(world))();
    await clearAndPublish(world, "draft", { dateIsRight: true });
    expect((await readDocument(world.tables, "draft"))?.document).toMatchObject({ marks: [], datesRightBy: BRUNO });
  });
  it("that were published are rid of it by a correction", async () => {
    const world = await written();
    await (await rescheduled(world))();
    const corrigendum = { en: "The date of the meeting was corrected." };
    await world.done("correct-document.v1", { documentId: "out", corrigendum, reason: "The meeting moved." });
    await addText(world, "out", "Le 13 avril 2022, à Bruxelles.");
    expect(await marksOf(world, "out")).toHaveLength(1);
    await clearAndPublish(world, "out");
    expect(await marksOf(world, "out")).toEqual([]);
  });
  it("are marked for a meeting that is postponed, with the days that it had", async () => {
    const world = await written();
    await (await changed(world, "postpone-meeting.v1", { parts: ["som-8"] }))();
    expect(await marksOf(world, "draft")).toMatchObject([
      { revision: 2, found: [{ where: "title.en" }, { where: "text.en" }, { where: "text.ar" }] },
    ]);
  });
  it("are not marked for a change that moves no day", async () => {
    const world = await written();
    await (await changed(world, "relocate-meeting.v1", { city: "Ghent", country: "BE" }))();
    const hours = { parts: [{ id: "sc-2022-03", sessions: [{ day: "2022-03-22", from: "08:30", until: "11:30" }] }] };
    await (await changed(world, "reschedule-meeting.v1", hours))();
    expect(world.facts("report.document-marked.v1")).toEqual([]);
  });
});
