import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { log } from "#platform/log";
import { check, colleague, come, formOf, guest, regret } from "#test/functions/site/filled";
import { site } from "#test/functions/site/visitor";
import { withInvitations } from "#test/functions/world";
import { wellFormed } from "#test/texts";

log.setLogLevel("SILENT");

const long = "n".repeat(10_000);
const NAME = "Enter your name on one line, with letters, in at most 120 characters";
const COLLEAGUE = "Enter your colleague’s name on one line, with letters, in at most 120 characters";
const COLLEAGUE_ADDRESS = "Enter one e-mail address for your colleague, such as name@example.org, or none";
const ADDRESS = "Enter one e-mail address, such as name@example.org";
const REASON = "Enter the reason on one line, in at most 500 characters";

describe("a form that cannot be taken so is shown again with a sentence, and writes nothing", () => {
  it.each<[string, Record<string, string>, string]>([
    ["44 · nobody says who answers", { answer: "come" }, "Say who is answering"],
    ["44 · no answer", { who: "self" }, "Choose an answer"],
    ["26 · an answer that is none", { who: "self", answer: "perhaps" }, "Choose an answer"],
    ["27 · an answer of the name of every object", { who: "self", answer: "constructor" }, "Choose an answer"],
    ["27 · somebody of the name of every object", { who: "__proto__", answer: "come" }, "Say who is answering"],
    ["44 · a colleague without a name", colleague(""), "Enter your colleague’s name"],
    ["44 · a colleague with a blank name", colleague(" \u00a0\t "), "Enter your colleague’s name"],
    ["44 · a colleague of combining marks", colleague("\u0301\u0300"), COLLEAGUE],
    ["44 · a guest without a name", guest(""), "Enter your name"],
    ["44 · a guest without an address", guest("Gerda", ""), "Enter your e-mail address"],
    ["40 · CR LF and Bcc in a colleague's name", colleague("Karl\r\nBcc: spy@example.com"), COLLEAGUE],
    ["40 · CR LF and Bcc in a guest's name", guest("Gerda\r\nBcc: spy@example.com"), NAME],
    ["40 · CR LF in an address", guest("Gerda", "gerda@example.org\r\nBcc: spy@example.com"), ADDRESS],
    ["40 · CR LF in a reason", { ...regret, reason: "On leave\r\nBcc: spy@example.com" }, REASON],
    ["41 · U+2028 in a name", guest("Gerda\u2028Gast"), NAME],
    ["42 · a bidi override in a name", guest("Gerda \u202egro.elpmaxe"), NAME],
    ["42 · a bidi override in a reason", { ...regret, reason: "On \u202eleave" }, REASON],
    ["43 · a name of 10,000 characters", colleague(long), COLLEAGUE],
    ["43 · a reason of 501 characters", { ...regret, reason: long.slice(0, 501) }, REASON],
    ["43 · an address of 10,000 characters", guest("Gerda", `${long}@example.org`), ADDRESS],
    ["58 · two addresses", colleague("Karl", "karl@example.org, olga@example.org"), COLLEAGUE_ADDRESS],
    ["58 · two addresses of a guest", guest("Gerda", "gerda@example.org;spy@example.com"), ADDRESS],
    ["59 · a display name", colleague("Karl", "Karl <karl@example.org>"), COLLEAGUE_ADDRESS],
    ["62 · a local part that is not ASCII", guest("Gerda", "gärda@example.org"), ADDRESS],
    ["64 · localhost", colleague("Karl", "karl@localhost"), COLLEAGUE_ADDRESS],
    ["a guest who answers for the delegation", { ...guest("Gerda"), answer: "no-part" }, "Only the person invited can"],
  ])("%s", async (_, said, sentence) => {
    const world = await withInvitations();
    const at = site(world);
    const link = await at.link("AT", "ab");
    const before = world.snapshot();
    const shown = await check(at, link, said);
    expect([shown.status, shown.text]).toEqual([422, expect.stringContaining(`There is a problem ${sentence}`)]);
    expect(shown.html).toContain("<title>Error: Invitation: ");
    const sent = await at.post(link, { ...(await formOf(at, link)), ...said, action: "send" });
    expect([sent.status, sent.text]).toEqual([422, expect.stringContaining(`There is a problem ${sentence}`)]);
    expect(world.snapshot()).toBe(before);
  });
  it.each([
    ["fr", "fr ltr", "Il y a un problème Indiquez le nom de votre collègue"],
    ["ar", "ar rtl", "هناك ما ينبغي تصحيحه اكتبوا اسم الزميل أو الزميلة"],
  ])("44 · in %s, in the language of the form and not of the invitee", async (lang, spoken, sentence) => {
    const at = site(await withInvitations());
    const shown = await check(at, await at.link("AT", "ab"), { ...colleague(""), lang });
    expect([shown.status, shown.spoken, shown.text]).toEqual([422, spoken, expect.stringContaining(sentence)]);
  });
  it("keeps what was filled in, with the problem at its field", async () => {
    const at = site(await withInvitations());
    const shown = await check(at, await at.link("IT", "ab"), {
      ...colleague("Karl “K.” O'Kollege & Co", "karl@"),
      "part.som-8": "yes",
      reason: "left over",
    });
    expect(shown.html).toContain('value="Karl “K.” O&#39;Kollege &amp; Co"');
    expect(shown.html).toMatch(/id="colleagueEmail"[^>]* value="karl@"[^>]* aria-invalid="true"/);
    expect(shown.html).toMatch(/id="part-som-8"[^>]* checked/);
    expect(shown.html).not.toMatch(/id="part-sc-2022-03"[^>]* checked/);
    expect(shown.html).toContain('value="left over"');
  });
});

describe("texts mean nothing on the page that asks to check them", () => {
  it.each([
    ["45 · emoji sequences", "Karl 👩‍👩‍👧‍👦 🇦🇹"],
    ["47 · markup", `<b>Karl</b> "><script>alert(1)</script><!--`],
    ["48 · a bare domain", "Karl evil.example.com"],
    ["49 · a Markdown link", "[Karl](javascript:alert(1))"],
    ["50 · template syntax of every kind", "{{7*7}} ${7*7} <%= 7*7 %> #{7*7} {name} %s $1"],
    ["51 · a placeholder", "{deadline} {invitee}"],
    ["52 · the end of a script", "</script></textarea></main>"],
    ["57 · Arabic beside Latin", "Karl كارل İı"],
  ])("%s", async (_, name) => {
    const at = site(await withInvitations());
    const shown = await check(at, await at.link("AT", "ab"), colleague(name));
    expect([shown.status, shown.text]).toEqual([200, expect.stringContaining(`Colleague ${name} `)]);
    expect(shown.hidden["colleagueName"]).toBe(name);
    expect(shown.html).not.toMatch(/<script|<b>|<!--|href="(javascript|http)/);
  });
  it("46 · letters in two spellings are one", async () => {
    const at = site(await withInvitations());
    const shown = await check(at, await at.link("AT", "ab"), colleague("Jose\u0301"));
    expect(shown.hidden["colleagueName"]).toBe("Jos\u00e9");
  });
});

describe("a body that our form does not send", () => {
  const fields = async (at: ReturnType<typeof site>, link: string) =>
    new URLSearchParams({ ...(await formOf(at, link)), ...come, action: "send" }).toString();
  it.each<[string, Record<string, string>, (form: string) => string, number]>([
    ["23 · as plain text", { "content-type": "text/plain" }, (form) => form, 400],
    ["23 · as a file upload", { "content-type": "multipart/form-data; boundary=x" }, (form) => form, 400],
    ["24 · JSON", { "content-type": "application/json" }, () => '{"answer":"come","action":"send"}', 400],
    ["24 · JSON under a form's name", {}, () => '{"answer":"come","action":"send"}', 409],
    ["25 · a field twice", {}, (form) => `${form}&answer=regret`, 400],
    ["25 · a field twice, once encoded", {}, (form) => `${form}&%61nswer=come`, 400],
    ["25 · the nonce twice", {}, (form) => `${form}&nonce=1.x`, 400],
    ["28 · of six megabytes", {}, (form) => `${form}&reason=${"n".repeat(6_000_000)}`, 413],
    ["39 · from another site", { "sec-fetch-site": "cross-site" }, (form) => form, 400],
    ["39 · from a neighbour of our site", { "sec-fetch-site": "same-site" }, (form) => form, 400],
    ["44 · without a field", {}, () => "", 409],
    ["26 · an unknown act", {}, (form) => form.replace("action=send", "action=launch"), 400],
    ["26 · a meeting that nobody offered", {}, (form) => `${form}&part.sc-2022-03=yes`, 400],
    ["27 · a meeting of the name of every object", {}, (form) => `${form}&part.__proto__=yes`, 400],
  ])("%s is refused in the invitee's language, and writes nothing", async (_, headers, spoil, status) => {
    const world = await withInvitations();
    const at = site(world);
    const link = await at.link("AT", "ab");
    const body = spoil(await fields(at, link));
    const before = world.snapshot();
    const shown = await at.post(link, body, headers);
    const sentence =
      status === 409
        ? "There is a problem This form is out of date"
        : "This request could not be understood Nothing was recorded.";
    expect([shown.status, shown.spoken, shown.text]).toEqual([status, "en ltr", expect.stringContaining(sentence)]);
    expect(world.snapshot()).toBe(before);
  });
  it("24 · is refused in the language of the address, where the form cannot be read", async () => {
    const at = site(await withInvitations());
    const shown = await at.post(`${await at.link("AT", "ab")}?lang=ar`, "{}", { "content-type": "application/json" });
    expect([shown.status, shown.spoken]).toEqual([400, "ar rtl"]);
    expect(shown.text).toContain("تعذر فهم هذا الطلب لم يُسجَّل أي شيء.");
  });
  it.each([
    ["45 · half an emoji", "Karl%ED%A0%BD"],
    ["16 · overlong UTF-8", "Karl%C0%AE"],
    ["16 · another character set", "M%FCller"],
  ])("%s is asked for again, since what was typed is lost", async (_, name) => {
    const world = await withInvitations();
    const at = site(world);
    const link = await at.link("AT", "ab");
    const form = await formOf(at, link);
    const before = world.snapshot();
    const body = `${new URLSearchParams({ ...form, who: "self", answer: "colleague", action: "send" })}&colleagueName=${name}`;
    const shown = await at.post(link, body);
    expect([shown.status, shown.text]).toEqual([422, expect.stringContaining(COLLEAGUE)]);
    expect(world.snapshot()).toBe(before);
  });
  it("invalid percent-encoding and fields too many are text like any other", async () => {
    const at = site(await withInvitations());
    const link = await at.link("AT", "ab");
    const body = `${new URLSearchParams({ ...(await formOf(at, link)), ...colleague("x"), action: "check" })}&extra=1&toString=2`;
    const shown = await at.post(link, body.replace("colleagueName=x", "colleagueName=Karl+%zz+%"));
    expect([shown.status, shown.hidden["colleagueName"]]).toEqual([200, "Karl %zz %"]);
  });
  it("whatever it holds, is answered below 500, and writes nothing unless it is sent as our form", async () => {
    const world = await withInvitations();
    const at = site(world);
    const link = await at.link("AT", "ab");
    const form = await formOf(at, link);
    const before = world.snapshot();
    const text = fc.oneof(
      wellFormed(30),
      fc.constantFrom("self", "other", "come", "colleague", "x@example.org", "yes"),
    );
    const names = [
      "who",
      "answer",
      "otherName",
      "otherEmail",
      "colleagueName",
      "colleagueEmail",
      "reason",
      "lang",
      "nonce",
    ];
    const action = fc.constantFrom("check", "change", "form.changed-since", "form.too-many-people", "x");
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), text), action, async (said, does) => {
        const shown = await at.post(link, { ...form, ...said, action: does });
        expect([200, 400, 409, 422]).toContain(shown.status);
      }),
      { numRuns: 60 },
    );
    expect(world.snapshot()).toBe(before);
  });
});
