import { describe, expect, it } from "vitest";
import * as z from "zod/mini";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { meetingEnded } from "#events/meeting/ended.v1";
import { reportPublished } from "#events/report/published.v1";
import { atMeetingEnd } from "#functions/meeting/at-meeting-end";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { fromPages } from "#functions/report/from-pages";
import { onMeetingEnded } from "#functions/report/on-meeting-ended";
import { onReportPublished } from "#functions/report/on-report-published";
import { readDocument, readLibrary } from "#records/document";
import { mailSchema } from "#records/mail";
import {
  AMINA,
  answer,
  BRUNO,
  CONVOCATION,
  expand,
  release,
  type World,
  withInvitations,
  withMeeting,
} from "#test/functions/world";

const readout = {
  documentId: "som-8-readout",
  convocationId: CONVOCATION,
  part: "som-8",
  kind: "readout",
  audience: "public",
  title: { en: "Readout of the 8th SOM", fr: "Compte rendu" },
};
const documentOf = async ({ tables }: World, id = readout.documentId) => (await readDocument(tables, id))?.document;

async function addText(world: World, language: string, text: string, rest: Record<string, unknown> = {}) {
  const fileId = world.ids.next();
  await world.blobs.put(`imports/${fileId}`, text, "text/plain");
  return world.ask("add-rendition.v1", { documentId: readout.documentId, language, fileId, ...rest });
}
async function published(world: World, change: Record<string, unknown> = {}) {
  const detail = { ...readout, ...change };
  await world.done("draft-document.v1", detail);
  await addText(world, "en", "The meeting took place.", { documentId: detail.documentId });
  await world.done("clear-document.v1", { documentId: detail.documentId }, BRUNO);
  await world.done("publish-document.v1", { documentId: detail.documentId }, BRUNO);
}
const pageInput = z.object({ documentId: z.string(), roundId: z.string(), page: z.number() });
async function tell(world: World) {
  await onReportPublished(world)(world.newest(reportPublished));
  for (const page of world.queues.receive("PAGES_QUEUE_URL")) await fromPages(world)(pageInput.parse(page));
}
const noticed = (world: World, id = readout.documentId) =>
  world
    .rows(`MB#n-${id}`)
    .map((row) => mailSchema.parse(row))
    .map(({ to }) => to.address)
    .sort();

describe("a meeting that is over", () => {
  async function ended() {
    const world = await withMeeting();
    world.clock.set("2022-03-23T15:00:00Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    await onMeetingEnded(world)(world.newest(meetingEnded), world.act("system:report"));
    return world;
  }
  it("owes it though another convocation has a document of that name", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", readout);
    const [row] = world.rows("DOC#som-8-readout");
    await world.tables.put({ ...row!, convocationId: "another" }, []);
    world.clock.set("2022-03-23T15:00:00Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    await onMeetingEnded(world)(world.newest(meetingEnded), world.act("system:report"));
    expect(await documentOf(world)).toMatchObject({ convocationId: "another", state: "draft" });
    expect(await documentOf(world, `${CONVOCATION}-som-8-readout`)).toMatchObject({ state: "expected" });
  });
  it("owes a readout of each part", async () => {
    const world = await ended();
    expect(await documentOf(world)).toMatchObject({
      state: "expected",
      author: null,
      title: { en: "Readout: 8th Senior Officials’ Meeting" },
    });
    expect(await documentOf(world, "sc-2022-03-readout")).toMatchObject({ state: "expected", part: "sc-2022-03" });
    expect(world.facts("report.document-expected.v1")).toHaveLength(2);
  });
  it("owes none of a part that was cancelled", async () => {
    const world = await withMeeting();
    const reason = "The committee met in writing";
    await world.done("cancel-meeting.v1", { convocationId: CONVOCATION, parts: ["sc-2022-03"], reason });
    world.clock.set("2022-03-23T15:00:00Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    await onMeetingEnded(world)(world.newest(meetingEnded), world.act("system:report"));
    expect(world.facts("report.document-expected.v1")).toHaveLength(1);
    expect(world.rows("DOC#sc-2022-03-readout")).toEqual([]);
  });
  it("owes it once, however often the fact comes", async () => {
    const world = await ended();
    const before = world.snapshot();
    await onMeetingEnded(world)(world.newest(meetingEnded), world.act("system:report"));
    expect(world.snapshot()).toBe(before);
  });
  it("finds it owed no more where somebody has begun it", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", readout);
    world.clock.set("2022-03-23T15:00:00Z");
    await atMeetingEnd(world)({ convocationId: CONVOCATION });
    await onMeetingEnded(world)(world.newest(meetingEnded), world.act("system:report"));
    expect(await documentOf(world)).toMatchObject({ state: "draft", author: AMINA });
  });
  it("is written by whoever takes what is expected", async () => {
    const world = await ended();
    expect(await world.ask("draft-document.v1", readout, BRUNO)).toMatchObject({ accepted: true, state: "draft" });
    expect(await documentOf(world)).toMatchObject({ author: BRUNO, title: { fr: "Compte rendu" } });
  });
});

describe("a document", () => {
  it("goes from draft to published by two people, and only then stands in its library", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", readout);
    expect(await addText(world, "en", "The meeting took place.")).toMatchObject({
      accepted: true,
      state: "draft",
      languages: ["en"],
    });
    expect(await addText(world, "fr", "La réunion a eu lieu.")).toMatchObject({ languages: ["en", "fr"] });
    await world.done("clear-document.v1", { documentId: readout.documentId }, BRUNO);
    expect(await readLibrary(world.tables, "public")).toEqual([]);
    world.clock.set("2022-03-25T10:00:00Z");
    expect(await world.ask("publish-document.v1", { documentId: readout.documentId }, BRUNO)).toMatchObject({
      accepted: true,
      state: "published",
    });
    expect(await readLibrary(world.tables, "public")).toMatchObject([
      { id: readout.documentId, publishedAt: "2022-03-25T10:00:00Z", languages: ["en", "fr"] },
    ]);
  });
  it.each([
    ["cleared by its author", "clear-document.v1", AMINA, "four-eyes"],
    ["published before it was cleared", "publish-document.v1", BRUNO, "not-cleared"],
  ])("%s is refused and stays as it is", async (_, command, actor, code) => {
    const world = await withMeeting();
    await world.done("draft-document.v1", readout);
    await addText(world, "en", "The meeting took place.");
    const before = world.rows("DOC#");
    expect(await world.ask(command, { documentId: readout.documentId }, actor)).toMatchObject({
      accepted: false,
      code,
    });
    expect(world.rows("DOC#")).toEqual(before);
  });
  it("that was cleared goes back to draft with a new text: what was read is what is published", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", readout);
    await addText(world, "en", "The meeting took place.");
    await world.done("clear-document.v1", { documentId: readout.documentId }, BRUNO);
    await addText(world, "en", "The meeting did not take place.");
    expect(await world.ask("publish-document.v1", { documentId: readout.documentId }, BRUNO)).toMatchObject({
      code: "not-cleared",
    });
  });
  it("keeps the files of two revisions apart, so that an unread one is never shown", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", readout);
    await addText(world, "en", "one");
    const first = (await documentOf(world))?.renditions[0]?.file;
    await addText(world, "en", "two");
    const [second] = (await documentOf(world))!.renditions;
    expect([await world.blobs.get(first!), await world.blobs.get(second!.file), second?.revision]).toEqual([
      "one",
      "two",
      2,
    ]);
  });
  it("stores its text in one form of Unicode and of line ends", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", readout);
    await addText(world, "fr", "Re\u0301union\r\nà Bruxelles");
    expect(await world.blobs.get((await documentOf(world))!.renditions[0]!.file)).toBe("Réunion\nà Bruxelles");
  });
  it.each<[string, string, Record<string, unknown>, string]>([
    ["no file", "The meeting took place.", { fileId: "nowhere" }, "no-such-file"],
    ["44 · a blank text", " \n\t ", {}, "empty-file"],
    ["43 · a text of more than 200,000 characters", "a".repeat(200_001), {}, "too-long"],
    ["a document that is not there", "text", { documentId: "nowhere" }, "no-such-document"],
    ["13 · a way up for a file", "text", { fileId: "../documents/x" }, "malformed"],
  ])("given %s stays as it is", async (_, text, change, code) => {
    const world = await withMeeting();
    await world.done("draft-document.v1", readout);
    const before = world.rows("DOC#");
    expect(await addText(world, "en", text, change)).toMatchObject({ accepted: false, code });
    expect(world.rows("DOC#")).toEqual(before);
    expect(world.blobs.keys().filter((key) => key.startsWith("documents/"))).toEqual([]);
  });
  it.each<[string, Record<string, unknown>, string]>([
    ["of a meeting that is not there", { convocationId: "nowhere" }, "no-such-meeting"],
    ["of a part that is not there", { part: "som-9" }, "unknown-part"],
    ["40 · with a line break in its title", { title: { en: "Readout\r\nBcc: x@example.org" } }, "malformed"],
    ["for an audience that is none", { audience: "everybody" }, "malformed"],
  ])("%s is not begun", async (_, change, code) => {
    const world = await withMeeting();
    expect(await world.ask("draft-document.v1", { ...readout, ...change })).toMatchObject({ accepted: false, code });
    expect(world.rows("DOC#")).toEqual([]);
  });
  it("begun twice at once is one person's", async () => {
    const world = await withMeeting();
    const said = await Promise.all([AMINA, BRUNO].map((who) => world.ask("draft-document.v1", readout, who)));
    expect(said.map(({ accepted }) => accepted).sort()).toEqual([false, true]);
    expect(world.facts("report.document-drafted.v1")).toHaveLength(1);
  });
});

describe("the notice of a published document", () => {
  /** Italy and the IOM invited; Italy's primary focal point comes to both parts and sends nobody else, the IOM is silent. */
  async function world8() {
    const world = await withMeeting();
    await expand(world, await release(world, "round-1", { parties: ["AT", "IT", "IOM"] }));
    for (const [code, said] of [
      ["IT", { kind: "come", parts: ["sc-2022-03", "som-8"] }],
      ["IOM", { kind: "colleague", parts: ["som-8"], colleague: { name: "Ines", email: "ines@example.org" } }],
    ] as const) {
      await answer(world, code, "ab", said);
      await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act("system:registration"));
    }
    return world;
  }
  const austria = ["deputy.at@example.org", "focal.point.at@example.org", "mission.at@example.org"];
  const italy = ["deputy.it@example.org", "focal.point.it@example.org", "mission.it@example.org"];
  it.each([
    ["public", "som-8", [...austria, ...italy, "ines@example.org"]],
    ["participants", "som-8", ["focal.point.it@example.org", "ines@example.org"]],
    ["participants", "sc-2022-03", ["focal.point.it@example.org"]],
    ["members", "som-8", [...austria, ...italy]],
    ["steering-committee", "sc-2022-03", italy],
  ])("for %s of %s goes to whom it concerns, each once", async (audience, part, addresses) => {
    const world = await world8();
    await published(world, { audience, part });
    await tell(world);
    expect(noticed(world)).toEqual([...addresses].sort());
  });
  it("is written once, however often its pages come", async () => {
    const world = await world8();
    await published(world);
    await tell(world);
    const before = world.snapshot();
    await tell(world);
    await tell(world);
    expect(world.snapshot()).toBe(before);
  });
  it("of two documents goes out for each", async () => {
    const world = await world8();
    await published(world);
    await tell(world);
    await published(world, { documentId: "action-points" });
    await tell(world);
    expect([noticed(world).length, noticed(world, "action-points").length]).toEqual([7, 7]);
  });
  it("does not go to whoever silenced such mails", async () => {
    const world = await world8();
    const { delegation } = await world.delegation("AT");
    await world.done(
      "silence-mails.v1",
      { delegationId: delegation.id, person: "ab" },
      `invitee:${delegation.id}ab`,
      "link",
    );
    await published(world);
    await tell(world);
    expect(noticed(world)).not.toContain("focal.point.at@example.org");
  });
  it("of a document or a page that is not there is a fault", async () => {
    const world = await withInvitations();
    await expect(fromPages(world)({ documentId: "nowhere", roundId: "round-1", page: 0 })).rejects.toThrow(
      "is not there",
    );
    await published(world);
    await expect(fromPages(world)({ documentId: readout.documentId, roundId: "round-1", page: 9 })).rejects.toThrow(
      "is not there",
    );
  });
});
