import { describe, expect, it, vi } from "vitest";
import { log } from "#platform/log";
import { check, colleague, come, formOf, guest, regret, send } from "#test/functions/site/filled";
import { site } from "#test/functions/site/visitor";
import { withInvitations } from "#test/functions/world";

log.setLogLevel("SILENT");

const CHECK = { en: "Check your answer", fr: "Vérifiez votre réponse", ar: "تحققوا من ردكم" };

async function visit(code = "AT") {
  const world = await withInvitations();
  const at = site(world);
  return { world, at, link: await at.link(code, "ab") };
}
const withoutLanguage = ({ lang, ...fields }: Readonly<Record<string, string>>) => fields;

describe("the switch of languages", () => {
  it("is links on a page that was merely opened", async () => {
    const { at, link } = await visit();
    const shown = await at.open(link);
    expect(shown.carried).toBeUndefined();
    expect(shown.html).toContain('<a href="?lang=ar" lang="ar" dir="rtl" hreflang="ar">العربية</a>');
    await send(at, link, come);
    expect((await at.open(link)).carried).toBeUndefined();
  });
  it.each([
    ["a colleague with an address", colleague("Karl “K.” Kollege", "karl@example.org")],
    ["a guest with Arabic in the name", guest("Gerda كارل")],
    ["a regret with a reason", { ...regret, reason: "On leave & <away>" }],
    ["names to follow", { who: "self", answer: "names-follow" }],
  ])("on the check page takes along %s, and what is then sent is the same", async (_, said) => {
    const { world, at, link } = await visit("IT");
    const first = await check(at, link, { ...said, "part.som-8": "yes" });
    const before = world.snapshot();
    const arabic = await at.post(`${link}?lang=ar`, { ...first.carried, lang: "ar" });
    expect([arabic.status, arabic.spoken, arabic.text]).toEqual([200, "ar rtl", expect.stringContaining(CHECK.ar)]);
    const french = await at.post(`${link}?lang=fr`, { ...arabic.carried, lang: "fr" });
    expect([french.status, french.spoken, french.text]).toEqual([200, "fr ltr", expect.stringContaining(CHECK.fr)]);
    expect(withoutLanguage(french.hidden)).toEqual(withoutLanguage(first.hidden));
    expect(world.snapshot()).toBe(before);
    const sent = await at.post(link, { ...french.hidden, action: "send" });
    expect([303, 200]).toContain(sent.status);
    expect((await world.delegation("IT")).responses).toHaveLength(1);
  });
  it("on the page of errors keeps what was typed and says the errors in the other language", async () => {
    const { world, at, link } = await visit("IT");
    const before = world.snapshot();
    const shown = await check(at, link, { ...colleague("Karl", "karl@"), reason: "left over", "part.som-8": "yes" });
    const french = await at.post(link, { ...shown.carried, lang: "fr" });
    expect([french.status, french.spoken]).toEqual([422, "fr ltr"]);
    expect(french.text).toContain("Il y a un problème Indiquez une seule adresse électronique pour votre collègue");
    expect(french.html).toMatch(/id="colleagueName"[^>]* value="Karl"/);
    expect(french.html).toMatch(/id="colleagueEmail"[^>]* value="karl@"/);
    expect(french.html).toMatch(/id="reason"[^>]* value="left over"/);
    expect(french.html).toMatch(/id="part-som-8"[^>]* checked/);
    expect(french.html).toMatch(/id="who-self"[^>]* checked/);
    expect(french.html).toMatch(/id="answer-colleague"[^>]* checked/);
    expect(world.snapshot()).toBe(before);
  });
  it("on the page that says that the answer was changed meanwhile says so again, and records nothing", async () => {
    const { world, at, link } = await visit();
    const stale = await check(at, link, { ...regret, reason: "On leave" });
    await send(at, link, come);
    const shown = await at.post(link, { ...stale.hidden, action: "send" });
    const before = world.snapshot();
    const arabic = await at.post(link, { ...shown.carried, lang: "ar" });
    expect([arabic.status, arabic.spoken]).toEqual([409, "ar rtl"]);
    expect(arabic.text).toContain("هناك ما ينبغي تصحيحه تغيَّر الرد في هذه الأثناء");
    expect(arabic.html).toMatch(/id="reason"[^>]* value="On leave"/);
    expect(world.snapshot()).toBe(before);
  });
  it("on a form to change what is recorded stays on that form", async () => {
    const { at, link } = await visit();
    await send(at, link, come);
    const recorded = await at.open(link);
    const form = await at.post(link, { ...recorded.hidden, action: "change" });
    const french = await at.post(link, { ...form.carried, lang: "fr" });
    expect([french.status, french.spoken]).toEqual([200, "fr ltr"]);
    expect(french.text).toContain("Quelle est votre réponse");
    expect(french.html).not.toContain(" checked");
  });
  it("on the page that thanks for a proposal shows it again, and proposes nobody twice", async () => {
    const { world, at, link } = await visit();
    const shown = await send(at, link, guest("Gerda Gast"));
    const facts = world.facts();
    const arabic = await at.post(link, { ...shown.carried, lang: "ar" });
    expect([arabic.status, arabic.spoken]).toEqual([200, "ar rtl"]);
    expect(arabic.text).toContain("تم تسجيل اقتراحكم");
    expect(arabic.text).toContain("Gerda Gast");
    expect(world.facts()).toEqual(facts);
  });
  it("on the page that says that reminders are stopped shows it again, and stops nothing else", async () => {
    const { world, at } = await visit();
    const link = await at.link("AT", "ab", "unsubscribe");
    const shown = await at.post(link, (await at.open(link)).hidden);
    const after = world.snapshot();
    const french = await at.post(link, { ...shown.carried, lang: "fr" });
    expect([french.status, french.spoken]).toEqual([200, "fr ltr"]);
    expect(french.text).toContain("Vous ne recevrez plus de rappels");
    expect(world.snapshot()).toBe(after);
  });
});

describe("the language once chosen", () => {
  it.each([
    ["fr", "fr ltr"],
    ["ar", "ar rtl"],
  ])("%s stays from the form over the check to the page that says what is recorded", async (lang, spoken) => {
    const { at, link } = await visit();
    const form = await at.open(`${link}?lang=${lang}`);
    const checked = await at.post(`${link}?lang=${lang}`, { ...form.hidden, ...come, action: "check" });
    expect([form.spoken, checked.spoken]).toEqual([spoken, spoken]);
    const sent = await at.post(link, { ...checked.hidden, action: "send" });
    expect(sent.headers["location"]).toBe(`?lang=${lang}`);
    expect((await at.open(`${link}${sent.headers["location"]}`)).spoken).toBe(spoken);
  });
  it.each(["xx", "FR", "", "fr,ar", "../ar", "__proto__"])("is the invitee's where %j is asked for", async (lang) => {
    const { at, link } = await visit();
    expect((await at.open(`${link}?lang=${encodeURIComponent(lang)}`)).spoken).toBe("en ltr");
    const shown = await at.post(link, { ...(await formOf(at, link)), ...come, lang, action: "check" });
    expect([shown.status, shown.spoken]).toEqual([200, "en ltr"]);
  });
  it("32 · of a browser that asks in ten kilobytes costs its beginning alone", async () => {
    const { at } = await visit();
    const asked = { "accept-language": `${"xx;q=0.1,".repeat(1200)}fr` };
    expect((await at.open("/r/x", asked)).text).toContain("Ce lien n’est pas valable");
    expect((await at.open("/r/x", { "accept-language": "de, fr;q=0.8" })).spoken).toBe("fr ltr");
  });
});

describe("a stage that offers English and French", () => {
  const twoLanguages = async () => {
    const visited = await visit();
    vi.stubEnv("LANGUAGES", "en,fr");
    vi.stubEnv("DEFAULT_LANGUAGE", "fr");
    return visited;
  };
  it("shows no switch to Arabic, and a page asked for in Arabic comes in the reader's own language", async () => {
    const { at, link } = await twoLanguages();
    const shown = await at.open(`${link}?lang=ar`);
    expect(shown.html).not.toContain("lang=ar");
    expect([shown.status, shown.spoken]).toEqual([200, "en ltr"]);
    expect((await at.open(`${link}?lang=fr`)).spoken).toBe("fr ltr");
  });
  it("says what concerns nobody known in both, and its first page is in the default one", async () => {
    const { at } = await twoLanguages();
    expect((await at.open("/")).spoken).toBe("fr ltr");
    const lost = await at.open("/r/nothing");
    expect(lost.text).toContain("This link is not valid / Ce lien");
    expect(lost.html).not.toContain('lang="ar"');
  });
});

it("a reader of a language that the stage does not offer reads the default one", async () => {
  const { at, link } = await visit();
  vi.stubEnv("LANGUAGES", "fr,ar");
  vi.stubEnv("DEFAULT_LANGUAGE", "ar");
  expect((await at.open(link)).spoken).toBe("ar rtl");
});
