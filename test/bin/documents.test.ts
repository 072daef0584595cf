import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { readDocument } from "#records/document";
import { convoke, doors } from "#test/bin/door";
import { addText, correctedNote, note, publishedNote } from "#test/functions/report/drafting";
import { type World, withMeeting } from "#test/functions/world";

log.setLogLevel("SILENT");
const open = doors();
/** `convoke document …` at a world's door. */
async function at(world: World) {
  const door = await open(world);
  return async (who: string, ...args: string[]) => convoke("document", ...args, "--url", door.url, "--as", who);
}
function fileOf(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "convoke-text-")), "text.txt");
  writeFileSync(path, text);
  return path;
}
const marks = [{ revision: 2, found: [{ where: "text.en", dates: ["2022-03-22"] }] }];
async function mark(world: World, state: Record<string, unknown> = {}) {
  const held = await readDocument(world.tables, "note");
  if (!held) throw new Error("There is no note.");
  const shelf = held.row["b"];
  const b = typeof shelf === "object" ? { ...shelf, marks } : {};
  await world.tables.put({ ...held.row, ...state, marks, b }, []);
}

describe("convoke document", () => {
  it("corrects what is published, step by step, and says what comes next", async () => {
    const world = await withMeeting();
    await publishedNote(world);
    const said = await at(world);
    const begun = await said("amina", "correct", "note", "--corrigendum", "It met in Brussels.", "--reason", "A slip.");
    expect(begun.out).toMatch(/^Begun: the correction of note\. Next: convoke document add note/);
    await said("amina", "add", "note", fileOf("It met in Brussels."), "--language", "en", "--title", "The note");
    expect((await said("bruno", "text", "note")).out).toBe("It met in Brussels.");
    expect((await said("bruno", "text", "note", "--revision", "1")).out).toBe("It met in Geneva.");
    expect((await said("amina", "show", "note")).out).toMatch(
      /Revision 2 in work: draft; written by staff:amina; cleared by nobody yet\. Corrigendum: It met in Brussels\. Reason: A slip\./,
    );
    expect((await said("amina", "list")).out).toMatch(/note +published, correction draft +note +som-8/);
    expect((await said("amina", "clear", "note")).err).toMatch(/^Refused \(four-eyes\)/);
    expect((await said("bruno", "clear", "note")).out).toBe("Cleared: note.");
    expect((await said("bruno", "publish", "note")).out).toBe("Published: note, revision 2.");
    const shown = (await said("amina", "show", "note")).out;
    expect(shown).toMatch(/^The note: published\n/);
    expect(shown).toMatch(
      /Revision 1, published \S+ \S+ UTC, superseded by revision 2 on \S+ \S+ UTC; languages: en \(revision 1\)/,
    );
    expect((await said("amina", "list")).out).toMatch(/note +published, revision 2 +note/);
  });
  it("shows what is expected of the whole meeting, what it assembles, and which of that is there", async () => {
    const world = await withMeeting();
    await world.done("expect-document.v1", note);
    const said = await at(world);
    const reader = ["reader", "--meeting", "som-8-cluster", "--kind", "reader", "--title", "Reader"];
    const assembled = [
      "--assembles",
      "an overview",
      "note",
      "nothing",
      "--file-name",
      "Reader WEB.pdf",
      "--cleared-by-chair",
    ];
    expect((await said("amina", "expect", ...reader, ...assembled)).out).toMatch(/^Expected: reader\./);
    const shown = (await said("amina", "show", "reader")).out;
    for (const line of [
      "reader of the whole, som-8-cluster; for: public",
      "To be cleared by the chair.",
      "File: Reader WEB.pdf",
      "Assembles: an overview",
      "Assembles: note (expected)",
      "Assembles: nothing (not there yet)",
    ])
      expect(shown.split("\n")).toContain(line);
    expect((await said("amina", "list")).out).toMatch(/reader +expected +reader +\(whole\)/);
  });
  it("shows which documents name an old date, and publishes one only where the date is said to be right", async () => {
    const world = await withMeeting();
    await world.done("draft-document.v1", note);
    await addText(world, "note", "On 22 March 2022.");
    await world.done("clear-document.v1", { documentId: "note" }, "staff:bruno");
    await mark(world);
    const said = await at(world);
    expect((await said("amina", "list")).out).toMatch(/note +cleared +note +som-8 +en +2022-03-22 +Note/);
    expect((await said("amina", "show", "note")).out).toContain(
      "Names an old date: 2022-03-22 in text.en, since revision 2 of the meeting.",
    );
    expect((await said("bruno", "publish", "note")).err).toMatch(/^Refused \(old-date\): .*--date-is-right/);
    expect((await said("bruno", "publish", "note", "--date-is-right")).out).toBe("Published: note.");
  });
  it("says how the meeting left a work plan", async () => {
    const world = await withMeeting();
    const said = await at(world);
    const plan = ["plan", "--meeting", "som-8-cluster", "--part", "som-8", "--kind", "work-plan", "--title", "Plan"];
    await said("amina", "draft", ...plan);
    await addText(world, "plan", "Five meetings.");
    expect((await said("bruno", "clear", "plan")).err).toMatch(/^Refused \(adoption-missing\): .*--adoption/);
    await said("bruno", "clear", "plan", "--adoption", "discussed");
    expect((await said("amina", "show", "plan")).out).toContain("the meeting has discussed it");
    expect((await said("amina", "list")).out).toMatch(/plan +cleared, discussed/);
  });
  it("has no text in a language or of a revision that is not there", async () => {
    const world = await withMeeting();
    await publishedNote(world);
    await correctedNote(world);
    const said = await at(world);
    for (const args of [
      ["--language", "fr"],
      ["--revision", "7"],
      ["--revision", "0"],
      ["--revision", "x"],
    ])
      expect((await said("amina", "text", "note", ...args)).code, args.join(" ")).not.toBe(0);
  });
});
