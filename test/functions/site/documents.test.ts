import { describe, expect, it, vi } from "vitest";
import { invitationAnswered } from "#events/invitation/answered.v1";
import { onInvitationAnswered } from "#functions/registration/on-invitation-answered";
import { log } from "#platform/log";
import { keys } from "#records/keys";
import { another, som8 } from "#test/domain/examples";
import { type Site, site } from "#test/functions/site/visitor";
import { answer, BRUNO, CONVOCATION, type World, withInvitations, withMeeting } from "#test/functions/world";

log.setLogLevel("SILENT");

const TEXT = "The meeting took place.\n\n<script>alert(1)</script>";
const NOT_VALID = "This link is not valid";

/** Published documents of the SOM: one for each audience, and one that is still a draft; Karl of Austria is registered. */
async function library(): Promise<{ world: World; at: Site; link: (person: string, id: string) => Promise<string> }> {
  const world = await withInvitations();
  await answer(world, "AT", "ab", {
    kind: "colleague",
    parts: ["som-8"],
    colleague: { name: "Karl Kollege", email: "karl@example.org" },
  });
  await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act());
  const documents = ["public", "participants", "members", "steering-committee"].map((audience) => ({
    documentId: `readout-${audience}`,
    audience,
    part: audience === "steering-committee" ? "sc-2022-03" : "som-8",
  }));
  for (const document of [...documents, { documentId: "draft", audience: "public", part: "som-8" }]) {
    const { documentId } = document;
    const title = { en: `Readout ${documentId}`, fr: `Compte rendu ${documentId}` };
    await world.done("draft-document.v1", { ...document, convocationId: CONVOCATION, kind: "note", title });
    const fileId = world.ids.next();
    await world.blobs.put(`imports/${fileId}`, TEXT, "text/plain");
    await world.done("add-rendition.v1", { documentId, language: "en", fileId });
    if (documentId === "draft") continue;
    await world.done("clear-document.v1", { documentId }, BRUNO);
    await world.done("publish-document.v1", { documentId }, BRUNO);
  }
  const at = site(world);
  return { world, at, link: async (person, id) => `/d/${await at.token("AT", person, "document")}/${id}` };
}
const KARL = "ae";

describe("a closed document", () => {
  it.each([
    ["readout-participants", KARL, 200],
    ["readout-participants", "ab", 404],
    ["readout-members", "ab", 200],
    ["readout-members", KARL, 200],
    ["readout-public", KARL, 200],
    ["readout-steering-committee", "ab", 404],
    ["draft", "ab", 404],
    ["no-such-document", "ab", 404],
    ["79 · readout-participants#", KARL, 404],
    ["15 · ".padEnd(5_000, "a"), KARL, 404],
  ])("%s is for %s a page with the status %i", async (id, person, status) => {
    const { world, at, link } = await library();
    const before = world.snapshot();
    const shown = await at.open(await link(person, encodeURIComponent(id)));
    expect(shown.status).toBe(status);
    expect(shown.text).toContain(status === 200 ? "The meeting took place." : NOT_VALID);
    expect(shown.headers).toMatchObject({ "cache-control": "no-store", "x-robots-tag": "noindex, nofollow" });
    expect(world.snapshot()).toBe(before);
  });
  it("is not to be had by its public address", async () => {
    const { at } = await library();
    for (const id of ["readout-participants", "readout-members", "readout-steering-committee", "draft"]) {
      const shown = await at.open(`/documents/${id}`);
      expect([shown.status, shown.text], id).toEqual([404, expect.stringContaining("There is no such page")]);
      expect(shown.html).not.toContain("The meeting took place");
    }
  });
  it.each<[string, (token: string) => string]>([
    ["2 · short", (token) => token.slice(0, -1)],
    ["4 · with one letter changed", (token) => `${token.slice(0, -1)}${token.endsWith("a") ? "b" : "a"}`],
    ["5 · of another person", (token) => `${token.slice(0, 16)}ad${token.slice(18)}`],
    ["11 · in capitals", (token) => token.toUpperCase()],
  ])("by a link that is %s looks like one that is not there", async (_, spoil) => {
    const { at } = await library();
    const shown = await at.open(`/d/${spoil(await at.token("AT", KARL, "document"))}/readout-participants`);
    expect([shown.status, shown.text]).toEqual([404, expect.stringContaining(NOT_VALID)]);
    expect(shown.html).not.toContain("Readout");
  });
  it("7 · does not open by the link to the answer, nor by that to stop reminders", async () => {
    const { at } = await library();
    for (const scope of ["answer", "unsubscribe"] as const) {
      const shown = await at.open(`/d/${await at.token("AT", "ab", scope)}/readout-members`);
      expect(shown.status).toBe(404);
    }
  });
  it("8 · is closed again to one whose registration was cancelled", async () => {
    const { world, at, link } = await library();
    const old = await link(KARL, "readout-participants");
    await answer(world, "AT", "ab", { kind: "no-part" });
    await onInvitationAnswered(world)(world.newest(invitationAnswered), world.act());
    expect((await at.open(old)).status).toBe(404);
  });
  it("6 · is closed to a link that was replaced", async () => {
    const { world, at, link } = await library();
    const old = await link("ab", "readout-members");
    const { delegation } = await world.delegation("AT");
    await world.tables.update({ key: keys.invitee(delegation.id, "ab"), add: { epoch: 1 }, when: [] });
    expect((await at.open(old)).status).toBe(404);
    expect((await at.open(await link("ab", "readout-members"))).status).toBe(200);
  });
  it("a registered colleague's link opens neither an answer page nor one to stop reminders", async () => {
    const { at } = await library();
    for (const scope of ["answer", "unsubscribe"] as const) {
      const token = await at.token("AT", KARL, scope);
      expect((await at.open(`/${scope === "answer" ? "r" : "u"}/${token}`)).status).toBe(404);
    }
  });
});

describe("the public pages", () => {
  it("47 · show a text as text, kept for a minute, by GET and HEAD alike", async () => {
    const { at } = await library();
    const shown = await at.open("/documents/readout-public");
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining("<script>alert(1)</script>")]);
    expect(shown.html).not.toContain("<script");
    expect(shown.headers).toMatchObject({ "cache-control": "public, max-age=60", vary: "accept-language" });
    const head = await at.ask("HEAD", "/documents/readout-public");
    expect([head.status, head.html, head.headers]).toEqual([200, "", shown.headers]);
  });
  it.each([
    "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>",
    "%PDF-1.7 <html><body onload='alert(1)'>",
  ])("78 · show %s as the text that it is", async (text) => {
    const { world, at } = await library();
    for (const key of world.blobs.keys()) await world.blobs.put(key, text, "text/plain");
    const shown = await at.open("/documents/readout-public");
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining(text)]);
    expect(shown.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(shown.html).not.toMatch(/<svg|<script|<body onload/);
  });
  it("list what is public and nothing else, in the language that is asked for", async () => {
    const { at } = await library();
    const home = await at.open("/");
    expect([home.status, home.text]).toEqual([200, expect.stringContaining("Readout readout-public")]);
    expect(home.html).not.toMatch(/readout-(participants|members|steering)|draft|Karl/);
    const feed = await at.open("/feed.atom");
    expect([feed.status, feed.headers["content-type"]]).toEqual([200, "application/atom+xml; charset=utf-8"]);
    expect(feed.html).toContain("https://site.example.org/documents/readout-public");
    expect(feed.html).not.toMatch(/readout-(participants|members|steering)|draft|Karl/);
    expect((await at.open("/?lang=ar")).spoken).toBe("ar rtl");
    expect((await at.open("/", { "accept-language": "fr-BE" })).spoken).toBe("fr ltr");
    expect((await at.open("/?lang=xx")).spoken).toBe("en ltr");
  });
  it.each(["..%2F..%2Fetc", "readout-public%00", "readout-public.", "READOUT-PUBLIC", "%ff", "%zz", "__proto__"])(
    "11, 12, 13 · at /documents/%s have no page, and say so in the reader's language",
    async (id) => {
      const { at } = await library();
      const shown = await at.open(`/documents/${id}?lang=ar`);
      expect([shown.status, shown.spoken]).toEqual([404, "ar rtl"]);
      expect(shown.text).toContain("هذه الصفحة غير موجودة");
      expect(shown.html).not.toContain("eadout-public");
    },
  );
  it("82 · of another dialogue have neither page nor place in the list, and open by no link", async () => {
    const { world, at, link } = await library();
    vi.stubEnv("DIALOGUE", "rabat");
    for (const url of ["/", "/feed.atom", "/documents/readout-public", "/documents/draft"])
      expect((await at.open(url)).html, url).not.toMatch(/readout-|The meeting took place/);
    expect((await at.open("/documents/readout-public")).status).toBe(404);
    vi.stubEnv("DIALOGUE", "khartoum");
    for (const row of world.rows("DOC#readout-members"))
      await world.tables.update({ key: row, set: { convocationId: "som-9" }, when: [] });
    expect((await at.open(await link("ab", "readout-members"))).status).toBe(404);
  });
  it.each(["POST", "PUT", "OPTIONS", "DELETE"])("20 · take no %s", async (method) => {
    const { world, at } = await library();
    const before = world.snapshot();
    const shown = await at.ask(method, "/documents/readout-public", { body: "x=1" });
    expect([shown.status, shown.text]).toEqual([404, expect.stringContaining("There is no such page")]);
    expect(world.snapshot()).toBe(before);
  });
  it("where a text is gone, say that the fault is ours, without its file's name", async () => {
    const { world, at } = await library();
    for (const key of world.blobs.keys()) await world.blobs.remove(key);
    const shown = await at.open("/documents/readout-public?lang=fr");
    expect([shown.status, shown.spoken, shown.text]).toEqual([
      500,
      "fr ltr",
      expect.stringContaining("Un problème est survenu"),
    ]);
    expect(shown.html).not.toMatch(/readout|imports/);
    expect(shown.headers).toMatchObject({ "cache-control": "no-store" });
  });
});

describe("the first page", () => {
  it("says of a coming meeting who chairs it, in the reader's language, and what it is about", async () => {
    const world = await withMeeting();
    const [som] = another("som-9").parts.slice(-1);
    const about = {
      ...{ hosts: ["KE"], coHosts: ["DE"], agenda: [{ en: "Work Plan" }], objectives: [{ en: "Share practice" }] },
      unpublished: ["objectives"],
    };
    await world.done("convene-meeting.v1", { ...som8, convocationId: "som-9", parts: [{ ...som, ...about }] });
    const at = site(world);
    const { html } = await at.open("/?lang=fr");
    for (const words of [
      "Hôte",
      "Kenya",
      "Co-hôte",
      "Allemagne",
      "Présidence",
      "Pays-Bas",
      "Ordre du jour",
      "Work Plan",
    ])
      expect(html).toContain(words);
    expect(html).not.toContain("Share practice");
  });
});

describe("the day of a document's meeting", () => {
  it("is none while the meeting is postponed, nor where it is cancelled", async () => {
    const { world, at } = await library();
    const page = async () => (await at.open("/documents/readout-public")).text;
    expect(await page()).toContain("Date of the meeting 22 to 23 March 2022");
    await world.done("postpone-meeting.v1", { convocationId: CONVOCATION, reason: "The host asked" });
    expect(await page()).toContain("Date of the meeting Postponed; the new date is not known yet");
    await world.done("cancel-meeting.v1", { convocationId: CONVOCATION, reason: "The host asked" });
    expect(await page()).toContain("Date of the meeting Cancelled");
  });
});
