import { describe, expect, it, vi } from "vitest";
import * as z from "zod/mini";
import { reportCorrected } from "#events/report/corrected.v1";
import { reportPublished } from "#events/report/published.v1";
import { renderer } from "#functions/mail/render";
import { fromPages } from "#functions/report/from-pages";
import { onReportCorrected } from "#functions/report/on-report-corrected";
import { onReportPublished } from "#functions/report/on-report-published";
import { log } from "#platform/log";
import { readDocument, readLibrary } from "#records/document";
import { mailSchema } from "#records/mail";
import { site } from "#test/functions/site/visitor";
import { AMINA, BRUNO, type World, withInvitations, withMeeting } from "#test/functions/world";
import { memoryLinks } from "#test/memory/links";
import { addText, clearAndPublish, correctedNote, corrigendum, publishedNote } from "./drafting.ts";

log.setLogLevel("SILENT");
const documentOf = async ({ tables }: World) => (await readDocument(tables, "note"))?.document;
const reason = "Copied from another readout.";

describe("a published document", () => {
  it("is corrected by two people, and both revisions stay with their texts", async () => {
    const world = await withMeeting();
    await publishedNote(world);
    world.clock.set("2022-04-04T14:30:00Z");
    await correctedNote(world);
    const document = await documentOf(world);
    expect(document).toMatchObject({
      state: "published",
      revision: 2,
      publishedAt: "2022-04-04T14:30:00Z",
      corrigendum: { text: corrigendum, reason, authors: [AMINA] },
      clearedBy: BRUNO,
      superseded: [{ revision: 1, supersededAt: "2022-04-04T14:30:00Z" }],
    });
    const texts = [document?.superseded[0]?.renditions[0], document?.renditions[0]];
    expect(await Promise.all(texts.map((each) => world.blobs.get(each?.file ?? "")))).toEqual([
      "It met in Geneva.",
      "It met in Brussels.",
    ]);
    expect(world.facts("report.corrected.v1")).toHaveLength(1);
    expect(world.facts("report.published.v1")).toHaveLength(1);
  });
  it("stays in its library as it is while its correction is in work, and is one entry of it afterwards", async () => {
    const world = await withMeeting();
    await publishedNote(world);
    const library = () => readLibrary(world.tables, "khartoum", "public");
    await world.done("correct-document.v1", { documentId: "note", corrigendum, reason });
    await addText(world, "note", "It met in Brussels.");
    expect(await library()).toMatchObject([{ id: "note", revision: 1, correction: "draft", superseded: [] }]);
    world.clock.set("2022-04-04T14:30:00Z");
    await clearAndPublish(world, "note");
    expect(await library()).toMatchObject([
      { id: "note", revision: 2, correction: null, corrigendum, superseded: [{ revision: 1 }] },
    ]);
  });
  it("has no name and no reason in any fact", async () => {
    const world = await withMeeting();
    await publishedNote(world);
    await correctedNote(world);
    expect(JSON.stringify(world.facts())).not.toMatch(/Brussels|Geneva|Copied/);
  });
  it.each<[string, string, Record<string, unknown>, string]>([
    ["without a sentence", "correct-document.v1", { reason }, "malformed"],
    ["without a reason", "correct-document.v1", { corrigendum }, "malformed"],
    [
      "40 · with a line break in its sentence",
      "correct-document.v1",
      { corrigendum: { en: "a\r\nb" }, reason },
      "malformed",
    ],
    [
      "with a sentence in a language that is none",
      "correct-document.v1",
      { corrigendum: { de: "Falsch." }, reason },
      "malformed",
    ],
    ["that is not there", "correct-document.v1", { documentId: "nowhere", corrigendum, reason }, "no-such-document"],
    [
      "before its correction is begun, with a new text",
      "add-rendition.v1",
      { language: "en", fileId: "f1" },
      "already-published",
    ],
    ["with its correction cleared by its author", "clear-document.v1", {}, "already-published"],
  ])("%s is refused and stays as it is", async (_, command, change, code) => {
    const world = await withMeeting();
    await publishedNote(world);
    const before = world.rows("DOC#");
    expect(await world.ask(command, { documentId: "note", ...change })).toMatchObject({ accepted: false, code });
    expect(world.rows("DOC#")).toEqual(before);
  });
  it("that is still a draft has nothing to correct", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", {
      documentId: "note",
      convocationId: "som-8-cluster",
      part: "som-8",
      kind: "note",
      audience: "public",
      title: { en: "Note" },
    });
    expect(await world.ask("correct-document.v1", { documentId: "note", corrigendum, reason })).toMatchObject({
      accepted: false,
      code: "not-published",
    });
  });
});

describe("whoever was told of a publication", () => {
  const handed = z.object({
    documentId: z.string(),
    roundId: z.string(),
    page: z.number(),
    revision: z.optional(z.number()),
    at: z.string(),
  });
  async function told() {
    const world = await withInvitations();
    const pages = async () => {
      for (const page of world.queues.receive("PAGES_QUEUE_URL")) await fromPages(world)(handed.parse(page));
    };
    await publishedNote(world, { audience: "members" });
    await onReportPublished(world)(world.newest(reportPublished));
    await pages();
    await correctedNote(world);
    await onReportCorrected(world)(world.newest(reportCorrected));
    await pages();
    return { world, pages };
  }
  const addresses = (world: World, batch: string) =>
    world
      .rows(`MB#${batch}-note#`)
      .map((row) => mailSchema.parse(row).to.address)
      .sort();
  it("is told of the correction too, once", async () => {
    const { world, pages } = await told();
    expect(addresses(world, "n").length).toBeGreaterThan(0);
    expect(addresses(world, "n2")).toEqual(addresses(world, "n"));
    const before = world.snapshot();
    await onReportCorrected(world)(world.newest(reportCorrected));
    await pages();
    expect(world.snapshot()).toBe(before);
  });
  it("reads in the mail what was corrected; the first notice, late, still tells of the publication", async () => {
    const { world } = await told();
    site(world);
    vi.stubEnv("MAIL_FROM", "convoke@example.org");
    vi.stubEnv("MAIL_REPLY_TO", "secretariat@example.org");
    const render = renderer({ tables: world.tables, links: memoryLinks() });
    const [first, second] = await Promise.all(
      ["n", "n2"].map(async (batch) => render(mailSchema.parse(world.rows(`MB#${batch}-note#`)[0]))),
    );
    expect(second?.subject).toBe("Corrected: Note");
    expect(second?.text).toContain(corrigendum.en);
    expect(first?.subject).toBe("Published: Note");
    expect(first?.text).not.toContain(corrigendum.en);
  });
});
