import { describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { log } from "#platform/log";
import { correctedNote, corrigendum, publishedNote } from "#test/functions/report/drafting";
import { type Site, site } from "#test/functions/site/visitor";
import { answer, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");
const spaced = (text: string) => text.replace(/[\u00A0\u202F]/g, " ");
const SUPERSEDED = "This revision was superseded by revision 2 on Monday 4 April 2022, 14:30 (UTC).";
const NEW = "It met in Brussels.";
const OLD = "It met in Geneva.";

/** A public note and one for participants, both corrected; another public one, never. */
async function library(): Promise<{ at: Site; own: string }> {
  const world = await withInvitations();
  const colleague = { name: "Karl Kollege", email: "karl@example.org" };
  await answer(world, "AT", "ab", { kind: "colleague", parts: ["som-8"], colleague });
  await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act());
  world.clock.set("2022-03-25T10:00:00Z");
  await publishedNote(world);
  await publishedNote(world, { documentId: "closed", audience: "participants" });
  await publishedNote(world, { documentId: "plain", part: undefined, kind: "work-plan", adoption: "discussed" });
  world.clock.set("2022-04-04T14:30:00Z");
  await correctedNote(world);
  await correctedNote(world, "closed");
  const at = site(world);
  vi.stubEnv("TIME_ZONE", "Etc/UTC");
  return { at, own: `/d/${await at.token("AT", "ae", "document")}/closed` };
}

describe("a corrected document", () => {
  it("shows at its address the text in force, what was corrected, and where the old text is", async () => {
    const { at } = await library();
    const shown = await at.open("/documents/note");
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining(NEW)]);
    expect(shown.text).toContain(corrigendum.en);
    expect(shown.text).not.toContain(OLD);
    expect(shown.html).toContain('href="https://site.example.org/documents/note/revisions/1"');
  });
  it("shows at the old revision's address the old text, marked, with what was corrected", async () => {
    const { at } = await library();
    const shown = await at.open("/documents/note/revisions/1");
    expect([shown.status, spaced(shown.text)]).toEqual([200, expect.stringContaining(SUPERSEDED)]);
    expect(shown.text).toContain(OLD);
    expect(shown.text).toContain(corrigendum.en);
    expect(shown.html).toContain('href="https://site.example.org/documents/note"');
    expect((await at.open("/documents/note/revisions/1?lang=ar")).spoken).toBe("ar rtl");
  });
  it("has every revision at an address of its own, by GET and HEAD", async () => {
    const { at } = await library();
    const current = await at.open("/documents/note/revisions/2");
    expect([current.status, current.text]).toEqual([200, expect.stringContaining(NEW)]);
    expect((await at.ask("HEAD", "/documents/note/revisions/1")).status).toBe(200);
  });
  it.each(["0", "3", "1.0", "01", "-1", "x", "1%00", "9".repeat(500)])("13 · has no revision %s", async (revision) => {
    const { at, own } = await library();
    const shown = await at.open(`/documents/note/revisions/${revision}`);
    expect([shown.status, shown.text]).toEqual([404, expect.stringContaining("There is no such page")]);
    expect((await at.open(`${own}/revisions/${revision}`)).status).toBe(404);
  });
  it("that is closed shows both to whom it is open, and neither to anybody else", async () => {
    const { at, own } = await library();
    expect((await at.open(own)).text).toContain(NEW);
    const old = await at.open(`${own}/revisions/1`);
    expect([old.status, spaced(old.text)]).toEqual([200, expect.stringContaining(SUPERSEDED)]);
    expect(old.headers).toMatchObject({ "cache-control": "no-store" });
    const other = `/d/${await at.token("AT", "ab", "document")}/closed/revisions/1`;
    for (const url of ["/documents/closed/revisions/1", other]) {
      const shown = await at.open(url);
      expect(shown.status, url).toBe(404);
      expect(shown.html).not.toMatch(/It met in/);
    }
  });
});

describe("the site", () => {
  it("lists the correction, and how the meeting left a work plan of the whole", async () => {
    const { at } = await library();
    const { text } = await at.open("/");
    expect(text).toContain(corrigendum.en);
    expect(text).toContain("Discussed at the meeting, not adopted");
    expect(text).toContain("8th Senior Officials’ Meeting. Published on 25 March 2022.");
  });
  it("has both revisions in its feed: the old entry keeps its id, the new one is the newest", async () => {
    const { at } = await library();
    const { html } = await at.open("/feed.atom");
    const ids = [...html.matchAll(/<entry>\n<id>([^<]*)<\/id>/g)].map(([, id]) => id);
    expect(ids[0]).toBe("https://site.example.org/documents/note/revisions/2");
    expect(ids.sort()).toEqual(
      ["note", "note/revisions/2", "plain"].map((id) => `https://site.example.org/documents/${id}`),
    );
    expect(html).toContain('href="https://site.example.org/documents/note/revisions/1"');
    expect(spaced(html)).toContain("Superseded by revision 2 on Monday 4 April 2022, 14:30 (UTC).");
  });
});
