import { describe, expect, it } from "vitest";
import { mailKinds, renderMail, senderName } from "#correspondence/mail";
import type { MailView } from "#correspondence/views";
import { languages } from "./catalogue-files.ts";
import { convocation, link, mails, party, recorded, secretariat } from "./samples.ts";

const sample = (kind: MailView["kind"]) => mails.find((mail) => mail.kind === kind)!;
const cases = mails.flatMap((view) => languages.map((language) => ({ kind: view.kind, language, view })));
const lines = (text: string) => text.replaceAll("\u00A0", " ").split("\n");
const bare = (text: string) => text.replace(/[\u2066-\u2069]/g, "");

it("there is a sample of every kind of mail", () => {
  expect([...new Set(mails.map(({ kind }) => kind))].sort()).toEqual([...mailKinds].sort());
});

describe.each(cases)("the $kind in $language", ({ language, view }) => {
  const { subject, html, text, preheader } = renderMail(view, language);

  it("is under 90 KB, has one h1, its language and direction, a title and a preheader", () => {
    expect(Buffer.byteLength(html)).toBeLessThan(90_000);
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}"`);
    expect(html.match(/<title>([^<]+)<\/title>/)?.[1]).toBeTruthy();
    expect(preheader).not.toBe("");
    expect(html).toContain("prefers-color-scheme: dark");
    expect(html).not.toMatch(/hole_|undefined|\[object/);
  });

  it("has a subject of one line and of at most 160 characters", () => {
    expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029\u2066-\u2069]/u);
    expect([...subject].length).toBeLessThanOrEqual(160);
  });

  it("says in its text what its HTML says, with every link on a line of its own", () => {
    for (const [, href = ""] of html.matchAll(/<a[^>]* href="(https:[^"]+)"|<a href="(https:[^"]+)"/g))
      if (href !== "") expect(lines(text)).toContain(href.replaceAll("&amp;", "&"));
    expect(bare(text)).toContain("secretariat@example.org");
    expect(bare(text)).toContain(secretariat.address[language]);
    expect(text.endsWith("\n")).toBe(true);
  });

  it("is the same again, byte for byte", () => {
    expect(renderMail(structuredClone(view), language)).toEqual({ subject, html, text, preheader });
  });

  it("says first that it is a demonstration, where the view says so", () => {
    const without = renderMail({ ...view, notice: null }, language);
    expect(text.split("\n")[2]).toMatch(/demonstration|Démonstration|عرض توضيحي/);
    expect(without.text + without.html).not.toMatch(/demonstration|Démonstration|عرض توضيحي/);
  });

  it("is right to left in Arabic, with no left-to-right direction or left alignment", () => {
    const wrong = /direction:\s*ltr|text-align:\s*left|align="left"|(?:margin|padding)-(?:left|right)/;
    const right = /direction:\s*rtl|text-align:\s*right|align="right"/;
    expect(wrong.test(html)).toBe(language !== "ar");
    expect(right.test(html)).toBe(language === "ar");
  });
});

describe("the invitation", () => {
  it("names the delegation, its parts with times and place, the chair and both deadlines", () => {
    const text = lines(bare(renderMail(sample("invitation"), "en").text));
    expect(text).toEqual(
      expect.arrayContaining([
        "Invitation: 8th Senior Officials’ Meeting",
        "The Chair, through the secretariat, has the honour to invite your delegation to the 2 meetings below.",
        "Delegation:",
        "  Kenya",
        "  Netherlands",
        "Steering Committee Meeting:",
        "  Tuesday 22 March 2022, 09:00 to 12:00 (Brussels, UTC+1)",
        "  Your local time: 11:00 to 14:00 (Nairobi, UTC+3)",
        "  Place not yet published",
        "  Brussels, Belgium, and online",
        "Please answer by:",
        "  Friday 11 March 2022, 18:00 (Brussels, UTC+1)",
        "Please give names by:",
        "  Wednesday 16 March 2022, 18:00 (Brussels, UTC+1)",
        "See the invitation and answer:",
        link,
      ]),
    );
  });

  it("names only the parts it is given", () => {
    const one = { ...convocation, parts: convocation.parts.slice(1) };
    const { text } = renderMail({ ...sample("invitation"), convocation: one }, "en");
    expect(text).not.toContain("Steering Committee");
    expect(text).toContain("to the meeting below");
  });

  it("does not count a part that is cancelled, in its days or its sentences", () => {
    const [first, ...rest] = convocation.parts;
    const parts = [...(first ? [{ ...first, state: "cancelled" as const }] : []), ...rest];
    const left = renderMail({ ...sample("invitation"), convocation: { ...convocation, parts } }, "en");
    const alone = renderMail({ ...sample("invitation"), convocation: { ...convocation, parts: rest } }, "en");
    expect(left.subject).toBe(alone.subject);
    expect(left.text).toContain("to the meeting below");
  });

  it("speaks to an organisation as one, and to a copy's reader as one who cannot answer", () => {
    const view = { kind: "invitation", party: { ...party, kind: "organisation" } } as const;
    const base = sample("invitation");
    if (base.kind !== "invitation") throw new Error("no invitation");
    expect(renderMail({ ...base, ...view }, "fr").text).toContain("votre organisation ne participera pas");
    expect(renderMail({ ...base, entitled: false }, "en").text).toContain("propose yourself");
    expect(renderMail({ ...base, convocation: { ...convocation, chair: null } }, "ar").text).toContain("تتشرف الأمانة");
  });

  it("comes from the Chair via the Secretariat, in a name that no header has to quote", () => {
    const from = { convocation, secretariat };
    for (const kind of ["invitation", "reminder", "change"] as const)
      expect(senderName({ ...from, kind }, "en")).toBe("Netherlands – Chair – via the Secretariat");
    expect(senderName({ ...from, kind: "invitation" }, "fr")).toBe("Pays-Bas – présidence – par le secrétariat");
    expect(senderName({ ...from, kind: "receipt" }, "ar")).toBe("أمانة الحوار");
    expect(senderName({ ...from, kind: "invitation", convocation: { chair: null } }, "en")).toBe(
      "Secretariat of the Dialogue",
    );
    const odd = { en: `A: "b", <c@d>; \r\nBcc: x@y ${"z".repeat(90)}` };
    for (const view of [
      { ...from, kind: "notice", secretariat: { ...secretariat, name: odd } } as const,
      { ...from, kind: "invitation", convocation: { chair: odd } } as const,
    ]) {
      expect(senderName(view, "en")).not.toMatch(/[@:,;"<>\r\n]/);
      expect(senderName(view, "en").length).toBeLessThanOrEqual(75);
    }
    expect(senderName({ ...from, kind: "invitation", convocation: { chair: odd } }, "en")).toMatch(
      /… – Chair – via the Secretariat$/,
    );
  });
});

describe("the other mails", () => {
  it("a receipt says what was recorded, by whom, when, until when it may change, and what to do if it is wrong", () => {
    const text = lines(bare(renderMail(sample("receipt"), "en").text));
    expect(text).toEqual(
      expect.arrayContaining([
        "  Amina Wanjiru will come in place of the person invited",
        "  Focal point of Kenya, Tuesday 1 March 2022, 10:15 (Brussels, UTC+1)",
        "  the delegation comes; names given",
        "Can be changed until:",
        "If this was not you, or is not right, please write to secretariat@example.org at once. Until then the answer stands as it is recorded.",
      ]),
    );
  });

  it.each(["come", "regret", "colleague", "names-follow", "no-part", "proposed"] as const)(
    "a receipt of %s says so in every language, with and without names",
    (kind) => {
      const base = sample("receipt");
      if (base.kind !== "receipt") throw new Error("no receipt");
      const texts = languages.flatMap((language) =>
        [["A", "B"], []].flatMap((names) =>
          (["link", "letter", "phone"] as const).map(
            (channel) =>
              renderMail({ ...base, recorded: { ...recorded, kind, names, channel }, link: null }, language).text,
          ),
        ),
      );
      expect(new Set(texts).size).toBe(kind === "come" || kind === "colleague" || kind === "proposed" ? 18 : 9);
      expect(texts.every((text) => !text.includes(link))).toBe(true);
    },
  );

  it("a reminder counts the days in each language's own way, and says which one it is", () => {
    const base = sample("reminder");
    if (base.kind !== "reminder") throw new Error("no reminder");
    const said = [0, 1, 2, 7, 14, 100].map((daysLeft) => renderMail({ ...base, daysLeft }, "ar").text);
    for (const [index, words] of ["اليوم", "غدًا", "بعد يومين", "بعد 7 أيام", "بعد 14 يومًا", "بعد 100 يوم"].entries())
      expect(said[index]).toContain(words);
    expect(renderMail({ ...base, step: 3 }, "en").subject).toBe(
      "Last reminder, please answer by 11 March 2022: 8th Senior Officials’ Meeting",
    );
    expect(bare(renderMail(base, "fr").text)).toContain("Rappel 2 sur 3.");
  });

  it("a confirmation speaks of its calendar file and of how to change; a cancellation of what it removes", () => {
    expect(renderMail(sample("confirmation"), "en").text).toContain("puts the 3 sessions into your calendar");
    expect(renderMail(sample("cancellation"), "en").text).toContain("removes them from the calendar");
    const base = sample("confirmation");
    if (base.kind !== "confirmation") throw new Error("no confirmation");
    expect(renderMail({ ...base, link: null, changed: true }, "en").text).not.toContain("https://");
  });

  it("a notice has a link for each language", () => {
    const { text } = renderMail(sample("notice"), "fr");
    expect(lines(text)).toEqual(
      expect.arrayContaining(["Lire en anglais :", "https://convoke.example.org/documents/som-8-readout?lang=fr"]),
    );
  });

  it("49 · refuse a link that is not a web address", () => {
    const base = sample("invitation");
    if (base.kind !== "invitation") throw new Error("no invitation");
    for (const bad of ["javascript:alert(1)", 'https://x/"onclick=', "https://x y", "//x", ""])
      expect(() => renderMail({ ...base, link: bad }, "en")).toThrow("web address");
  });
});
