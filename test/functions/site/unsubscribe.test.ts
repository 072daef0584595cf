import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { send } from "#test/functions/site/filled";
import { site } from "#test/functions/site/visitor";
import { type World, withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

const BOUNDARY = "multipart/form-data; boundary=----x";
const oneClick = (name: string, value: string) =>
  `------x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n------x--\r\n`;
/** A mail program's servers say nothing of where they come from. */
const MAIL_PROGRAM = { "content-type": "application/x-www-form-urlencoded" };

async function visit() {
  const world = await withInvitations();
  const at = site(world);
  return { world, at, link: await at.link("AT", "ab", "unsubscribe") };
}
const silenced = async (world: World, code = "AT") => (await world.delegation(code)).unsubscribed;

describe("the page that stops reminders", () => {
  it("asks first: opening stops nothing, its button does, and it says that this is no answer", async () => {
    const { world, at, link } = await visit();
    const before = world.snapshot();
    const shown = await at.open(link);
    expect([shown.status, shown.spoken, shown.text]).toEqual([
      200,
      "en ltr",
      expect.stringContaining("Stop reminders?"),
    ]);
    expect(world.snapshot()).toBe(before);
    const done = await at.post(link, shown.hidden);
    expect([done.status, done.text]).toEqual([200, expect.stringContaining("Reminders are stopped")]);
    expect(done.text).toContain("This is not an answer: your invitation stays open");
    expect([await silenced(world), (await world.delegation("AT")).responses]).toEqual([["ab"], []]);
  });
  it.each([
    ["fr", "fr ltr", "Ne plus recevoir de rappels", "Vous ne recevrez plus de rappels"],
    ["ar", "ar rtl", "هل تريدون وقف رسائل التذكير؟", "أُوقفت رسائل التذكير"],
  ])("speaks %s, and still does when it is done", async (lang, spoken, asks, says) => {
    const { at, link } = await visit();
    const shown = await at.open(`${link}?lang=${lang}`);
    expect([shown.spoken, shown.text]).toEqual([spoken, expect.stringContaining(asks)]);
    const done = await at.post(link, shown.hidden);
    expect([done.spoken, done.text]).toEqual([spoken, expect.stringContaining(says)]);
  });
  it("34 · pressed twice and at once stops once, and says so each time", async () => {
    const { world, at, link } = await visit();
    const { hidden } = await at.open(link);
    const both = await Promise.all([at.post(link, hidden), at.post(link, hidden)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const after = world.snapshot();
    expect((await at.post(link, hidden)).text).toContain("Reminders are stopped");
    expect(world.snapshot()).toBe(after);
    expect(world.facts("invitation.mails-silenced.v1")).toHaveLength(1);
  });
  it("stops the mails of its holder alone, and the answer page stays open", async () => {
    const { world, at, link } = await visit();
    await at.post(link, (await at.open(link)).hidden);
    expect([await silenced(world), await silenced(world, "IT")]).toEqual([["ab"], []]);
    expect((await send(at, await at.link("AT", "ab"), { who: "self", answer: "come" })).status).toBe(303);
  });
});

describe("the one click of a mail program (RFC 8058)", () => {
  it.each<[string, string, Record<string, string>]>([
    ["as a form", "List-Unsubscribe=One-Click", MAIL_PROGRAM],
    [
      "as multipart/form-data, which the standard prefers",
      oneClick("List-Unsubscribe", "One-Click"),
      { "content-type": BOUNDARY },
    ],
    ["as a form from another site", "List-Unsubscribe=One-Click", { ...MAIL_PROGRAM, "sec-fetch-site": "cross-site" }],
    ["without a field", "", MAIL_PROGRAM],
  ])("%s stops the mails", async (_, body, headers) => {
    const { world, at, link } = await visit();
    const shown = await at.ask("POST", link, { headers, body });
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining("Reminders are stopped")]);
    expect(await silenced(world)).toEqual(["ab"]);
  });
  it.each<[string, string, string, number]>([
    ["24 · JSON", "application/json", '{"List-Unsubscribe":"One-Click"}', 400],
    ["23 · plain text", "text/plain", "List-Unsubscribe=One-Click", 400],
    ["23 · another upload", BOUNDARY, oneClick("file", "One-Click"), 400],
    ["25 · the field twice", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click&List-Unsubscribe=x", 400],
    ["28 · six megabytes", "application/x-www-form-urlencoded", `List-Unsubscribe=${"x".repeat(6_000_000)}`, 413],
  ])("%s stops nothing", async (_, type, body, status) => {
    const { world, at, link } = await visit();
    const before = world.snapshot();
    const shown = await at.ask("POST", link, { headers: { "content-type": type }, body });
    expect([shown.status, shown.spoken]).toEqual([status, "en ltr"]);
    expect(shown.text).toContain("This request could not be understood Nothing was recorded.");
    expect(world.snapshot()).toBe(before);
  });
});

describe("a wish that cannot be recorded", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["is lost on the way", async () => Promise.reject(new Error("timed out"))],
    ["is refused", async () => ({ accepted: false, code: "malformed", sentence: "No." })],
  ])("because it %s is not called done", async (_, ask) => {
    const world = await withInvitations();
    const at = site(world, { door: { ask } });
    const link = await at.link("AT", "ab", "unsubscribe");
    const shown = await at.post(link, { lang: "fr" });
    expect([shown.status, shown.spoken, shown.text]).toEqual([
      500,
      "fr ltr",
      expect.stringContaining("Un problème est survenu"),
    ]);
    expect(await silenced(world)).toEqual([]);
  });
});
