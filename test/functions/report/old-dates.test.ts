import { describe, expect, it } from "vitest";
import type { Change } from "#domain/meeting-change";
import type { MeetingChange } from "#events/meeting/changed.v1";
import { onMeetingChanged } from "#functions/report/on-meeting-changed";
import { log } from "#platform/log";
import { readDocument, readLibrary } from "#records/document";
import { keys } from "#records/keys";
import { changeRow } from "#records/meeting-change";
import { convened } from "#test/domain/examples";
import { AMINA, BRUNO, CONVOCATION, type World, withMeeting } from "#test/functions/world";
import { addText, clearAndPublish, note, publishedNote } from "./drafting.ts";

log.setLogLevel("SILENT");
const marksOf = async ({ tables }: World, id: string) => (await readDocument(tables, id))?.document.marks;

/** What the command that reschedules leaves: the SOM five days on, the change's row, and its fact. */
async function rescheduled(world: World, what: MeetingChange = "rescheduled") {
  const before = convened();
  const parts = before.parts.map((part) => ({
    ...part,
    sessions: part.sessions.map(({ from, until }) => ({
      from: { ...from, wall: from.wall.replace("-03-2", "-04-1") },
      until: { ...until, wall: until.wall.replace("-03-2", "-04-1") },
    })),
  }));
  const held = JSON.parse(JSON.stringify({ parts }));
  await world.tables.update({ key: keys.convocation(CONVOCATION), set: { ...held, revision: 2 }, when: [] });
  const change: Change = {
    revision: 2,
    what,
    parts: ["sc-2022-03", "som-8"],
    reason: "The host asked.",
    at: world.clock.now(),
    before: { parts: before.parts },
    told: "invited",
    confirm: true,
    calendar: "request",
    voids: false,
    replans: true,
  };
  await world.tables.put(changeRow(CONVOCATION, change), []);
  const data = {
    dialogueId: "khartoum",
    convocationId: CONVOCATION,
    revision: 2,
    what,
    parts: [...change.parts],
    confirm: true,
  };
  const stamp = {
    id: "CNV#x",
    at: world.clock.now(),
    by: AMINA,
    door: "gateway",
    aggregate: "CNV#x",
    version: 2,
  } as const;
  return () => onMeetingChanged(world)({ ...stamp, data }, world.act("system:report"));
}

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
  it("are not marked for a change that moves no day", async () => {
    const world = await written();
    await (await rescheduled(world, "relocated"))();
    expect(world.facts("report.document-marked.v1")).toEqual([]);
  });
  it("are a fault where the change's row says no day", async () => {
    const world = await written();
    const tell = await rescheduled(world);
    await world.tables.update({ key: keys.change(CONVOCATION, 2), set: { before: {} }, when: [] });
    await expect(tell()).rejects.toThrow("does not say from which days");
  });
});
