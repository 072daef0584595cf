import { describe, expect, it } from "vitest";
import { meetingEnded } from "#events/meeting/ended.v1";
import { document as look } from "#functions/console/look-at-documents";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { onMeetingEnded } from "#functions/report/on-meeting-ended";
import { log } from "#platform/log";
import { readDocument, readUnpublished } from "#records/document";
import { som8 } from "#test/domain/examples";
import { BRUNO, CONVOCATION, type World, withDialogue, withMeeting } from "#test/functions/world";
import { addText, clearAndPublish, note, publishedNote } from "./drafting.ts";

log.setLogLevel("SILENT");
const documentOf = async ({ tables }: World, id: string) => (await readDocument(tables, id))?.document;

/** Four webinars, a week apart: one series. */
async function withSeries() {
  const world = await withDialogue();
  const [part] = som8.parts;
  const parts = [1, 2, 3, 4].map((module) => ({
    ...part,
    id: `thb-webinar-${module}`,
    kind: "webinar",
    modality: "online",
    module,
    title: { en: `Module ${module}` },
    sessions: [{ day: `2022-03-0${module + 3}`, from: "10:00", until: "12:30" }],
    audience: { members: true },
    place: undefined,
  }));
  const asked = {
    ...som8,
    convocationId: "thb-4ps",
    title: { en: "The 4Ps Revisited" },
    answersBy: "2022-03-01T23:59",
    namesBy: "2022-03-02T23:59",
  };
  await world.done("convene-meeting.v1", JSON.parse(JSON.stringify({ ...asked, parts })));
  for (const module of [1, 2, 3, 4])
    await world.done("expect-document.v1", {
      documentId: `thb-note-${module}`,
      convocationId: "thb-4ps",
      part: `thb-webinar-${module}`,
      kind: "background-note",
      audience: "participants",
      title: { en: `Background note ${module}` },
    });
  return world;
}
const reader = {
  documentId: "thb-reader",
  convocationId: "thb-4ps",
  kind: "reader",
  audience: "public",
  title: { en: "Reader" },
  assembles: [{ words: "an overview of the four webinars" }, { document: "thb-note-1" }, { document: "thb-note-9" }],
  fileName: "KP THB 4Ps_WEB.pdf",
  toBeClearedBy: "chair",
};
async function over(world: World) {
  world.clock.set("2022-03-07T12:00:00Z");
  await atMeetingEnd(world)({ convocationId: "thb-4ps" });
  await onMeetingEnded(world)(world.newest(meetingEnded), world.act("system:report"));
}

describe("a series", () => {
  it("has its four notes expected before anybody writes one, and written by whoever takes it", async () => {
    const world = await withSeries();
    const listed = await readUnpublished(world.tables, "thb-4ps");
    expect(listed.map(({ id, state }) => [id, state])).toEqual(
      [1, 2, 3, 4].map((module) => [`thb-note-${module}`, "expected"]),
    );
    const { convocationId } = reader;
    await publishedNote(world, {
      documentId: "thb-note-1",
      convocationId,
      part: "thb-webinar-1",
      kind: "background-note",
      audience: "participants",
    });
    expect(await documentOf(world, "thb-note-1")).toMatchObject({ state: "published", kind: "background-note" });
  });
  it("owes a reader once its last module is over, which is the chair's to clear and put together from its notes", async () => {
    const world = await withSeries();
    await over(world);
    expect(await documentOf(world, "thb-4ps-reader")).toMatchObject({
      state: "expected",
      part: null,
      kind: "reader",
      toBeClearedBy: "chair",
      assembles: [1, 2, 3, 4].map((module) => ({ document: `thb-note-${module}` })),
    });
    expect(world.facts("report.document-expected.v1")).toHaveLength(4 + 4 + 1);
  });
  it("owes no second one where somebody said before which is expected", async () => {
    const world = await withSeries();
    await world.done("expect-document.v1", reader);
    await over(world);
    expect(await documentOf(world, "thb-4ps-reader")).toBeUndefined();
    expect(await documentOf(world, "thb-reader")).toMatchObject({ state: "expected", fileName: "KP THB 4Ps_WEB.pdf" });
  });
  it("shows of its reader what is there of what it will be put together from", async () => {
    const world = await withSeries();
    await world.done("expect-document.v1", reader);
    expect((await look(world.tables, "thb-reader"))?.document.assembles).toEqual([
      { words: "an overview of the four webinars" },
      { document: "thb-note-1", state: "expected" },
      { document: "thb-note-9", state: "missing" },
    ]);
  });
  it("keeps what was said of the reader when somebody begins it", async () => {
    const world = await withSeries();
    await world.done("expect-document.v1", reader);
    const { documentId, convocationId, kind, audience, title } = reader;
    await world.done("draft-document.v1", { documentId, convocationId, kind, audience, title }, BRUNO);
    expect(await documentOf(world, documentId)).toMatchObject({
      state: "draft",
      author: BRUNO,
      part: null,
      assembles: reader.assembles,
      toBeClearedBy: "chair",
    });
  });
});

describe("what is said of a document beforehand", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["of a meeting that is not there", { convocationId: "nowhere" }, "no-such-meeting"],
    ["of a part that is not there", { part: "som-9" }, "unknown-part"],
    ["of no kind we know", { kind: "poem" }, "malformed"],
    ["for the committee, of the SOM", { audience: "steering-committee" }, "not-of-the-committee"],
    ["of a note that was adopted", { adoption: "adopted" }, "not-adoptable"],
    ["with nothing to be put together from", { assembles: [] }, "malformed"],
    ["12 · with a path for its file's name", { fileName: "../etc/passwd" }, "malformed"],
    ["to be cleared by nobody we know", { toBeClearedBy: "everybody" }, "malformed"],
  ])("%s is refused", async (_, change, code) => {
    const world = await withMeeting();
    expect(await world.ask("expect-document.v1", { ...note, ...change })).toMatchObject({ accepted: false, code });
    expect(world.rows("DOC#")).toEqual([]);
  });
  it("is said once", async () => {
    const world = await withMeeting();
    await world.done("expect-document.v1", note);
    expect(await world.ask("expect-document.v1", note)).toMatchObject({ accepted: false, code: "already-there" });
  });
});

describe("a readout", () => {
  it("is published only once its meeting is over; a background note may go out before", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", { ...note, kind: "readout" });
    await addText(world, "note", "It met.");
    await world.done("clear-document.v1", { documentId: "note" }, BRUNO);
    const early = await world.ask("publish-document.v1", { documentId: "note" }, BRUNO);
    expect(early).toMatchObject({ accepted: false, code: "meeting-not-over" });
    await publishedNote(world, { documentId: "background", kind: "background-note" });
    world.clock.set("2022-03-23T14:59:59Z");
    expect(await world.ask("publish-document.v1", { documentId: "note" }, BRUNO)).toMatchObject({ accepted: false });
    world.clock.set("2022-03-23T15:00:00Z");
    expect(await world.ask("publish-document.v1", { documentId: "note" }, BRUNO)).toMatchObject({ accepted: true });
  });
});

describe("a work plan", () => {
  const plan = { ...note, documentId: "plan", kind: "work-plan", audience: "members" };
  it("is not cleared before somebody says how the meeting left it", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", plan);
    await addText(world, "plan", "Five meetings.");
    const clear = { documentId: "plan" };
    expect(await world.ask("clear-document.v1", clear, BRUNO)).toMatchObject({ code: "adoption-missing" });
    await world.done("clear-document.v1", { ...clear, adoption: "discussed" }, BRUNO);
    expect(await documentOf(world, "plan")).toMatchObject({ state: "cleared", adoption: "discussed" });
  });
  it("that was expected as discussed is so when it is begun", async () => {
    const world = await withMeeting();
    await world.done("expect-document.v1", { ...plan, adoption: "discussed" });
    await world.done("draft-document.v1", plan);
    await addText(world, "plan", "Five meetings.");
    await clearAndPublish(world, "plan");
    expect(await documentOf(world, "plan")).toMatchObject({ state: "published", adoption: "discussed" });
    expect(await documentOf(world, "plan")).toMatchObject({ convocationId: CONVOCATION });
  });
});
