import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { renderMail } from "#correspondence/mail";
import type { AnswerPageView } from "#correspondence/page-views";
import { answerPage, documentPage, feed, homePage, proposedPage } from "#correspondence/pages";
import { clean, isolated, name, plain, unlinked } from "#correspondence/text";
import type { MailView } from "#correspondence/views";
import { languages } from "./catalogue-files.ts";
import { answerBase, convocation, document, feedView, hidden, home, mails, recorded } from "./samples.ts";

/** The worst of the classes 40, 41, 42, 43, 44, 45, 47, 48, 49, 50, 51, 52, 55, 57, then whatever fast-check thinks of. */
const worst = [
  "x\r\nBcc: victim@example.org",
  "a\u0085b\u2028c\u2029d\re\nf\u0000g",
  "\u202Eevil\u202C \u2066x \u200Fy\u061Cz \uFEFF",
  "n".repeat(10_000),
  "",
  " \t ",
  "\u0301\u0301",
  "👩‍👩‍👧‍👦 \uD800 \uDFFF",
  `"><script>alert(1)</script><!-- --> ]]> <b>`,
  "evil.example.com https://evil.example.com/x",
  "[click](javascript:alert(1))",
  "{name} {{7*7}} ${7*7} <%= 7*7 %> {n, plural, other {#}} %s $& $1 $`",
  "hole_text_ hole_href_",
  "</script><!--\u2028",
  "\\input{/etc/passwd} \\n",
  "محمد Smith İı",
  "' onmouseover='x' \" x=\"y",
];
const text = fc.oneof(
  fc.constantFrom(...worst),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ maxLength: 300 }),
);
const language = fc.constantFrom(...languages);

/** The tags of a document in order, without what their attributes say. */
const shape = (html: string) => [...html.matchAll(/<[!/a-z][^<>]*>/gi)].map(([tag]) => tag.replace(/="[^"]*"/g, "="));
const withText = (view: MailView, typed: string): MailView => {
  const texts = { en: typed, fr: typed, ar: typed };
  const parts = convocation.parts.map((part) => ({
    ...part,
    title: texts,
    place: part.place === null ? null : { city: typed, country: texts, venue: typed },
  }));
  const base = { ...view, to: typed, convocation: { ...convocation, title: texts, parts, chair: texts } };
  if ("party" in base) Object.assign(base, { party: { ...base.party, name: texts } });
  if ("name" in base) Object.assign(base, { name: typed });
  if ("document" in base) Object.assign(base, { document: texts });
  if ("open" in base) Object.assign(base, { open: [texts, texts] });
  if ("recorded" in base)
    Object.assign(base, {
      recorded: { ...recorded, names: [typed], by: typed, parts: [{ title: texts, status: "coming-named" }] },
    });
  return base;
};

describe("whatever people write", () => {
  it("40, 41, 42, 43, 44, 45, 47, 48, 49, 50, 51, 52 · a mail keeps its shape, its lines and its one-line subject", () => {
    void fc.assert(
      fc.property(fc.constantFrom(...mails), language, text, (view, spoken, typed) => {
        const mail = renderMail(withText(view, typed), spoken);
        const benign = renderMail(withText(view, "Name"), spoken);
        expect(shape(mail.html)).toEqual(shape(benign.html));
        expect(mail.text.split("\n")).toHaveLength(benign.text.split("\n").length);
        expect(mail.text).not.toMatch(/(?!\n)\p{Cc}|[\u2028\u2029\u202A-\u202E\uFEFF]/u);
        expect(mail.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        expect(mail.text.match(/[\u2066\u2068]/g)?.length).toBe(mail.text.match(/\u2069/g)?.length);
        expect(Buffer.byteLength(mail.html)).toBeLessThan(90_000);
        expect(mail.subject.isWellFormed() && mail.html.isWellFormed() && mail.text.isWellFormed()).toBe(true);
      }),
      { numRuns: 400 },
    );
  });

  it("41, 42, 43, 44, 45, 47, 48, 49, 50, 51, 52 · a page keeps its shape", () => {
    const page = (spoken: "en" | "fr" | "ar", typed: string, step: "form" | "check") => {
      const texts = { en: typed, fr: typed, ar: typed };
      const values = {
        who: "other",
        otherName: typed,
        otherEmail: typed,
        answer: "colleague",
        parts: [typed, "som-8"],
        attends: { [typed]: "online", "som-8": null },
        reason: typed,
        colleagueName: typed,
        colleagueEmail: typed,
      } as const;
      const view = {
        ...answerBase(spoken),
        convocation: { ...convocation, title: texts, chair: texts },
        invitee: { name: typed, entitled: true, functional: false },
        recorded: { ...recorded, names: [typed], by: typed },
        hidden: { nonce: typed, answerId: typed },
        values,
      };
      const whole: AnswerPageView =
        step === "form" ? { ...view, step, problems: ["otherName.unusable"] } : { ...view, step };
      return answerPage(whole);
    };
    void fc.assert(
      fc.property(language, text, fc.constantFrom("form", "check"), (spoken, typed, step) => {
        const benign = shape(page(spoken, "Name", step));
        const hostile = shape(page(spoken, typed, step));
        expect(hostile.filter((tag) => tag !== "<dd>" && tag !== "</dd>" && !/bdi/.test(tag))).toEqual(
          benign.filter((tag) => tag !== "<dd>" && tag !== "</dd>" && !/bdi/.test(tag)),
        );
      }),
      { numRuns: 200 },
    );
  });

  const about = (given: { en: string }) => ({
    ...{ hosts: [given], coHosts: [given], chair: [given], coChairs: [given] },
    ...{ agenda: [given], objectives: [given] },
  });
  it("47, 52 · the public pages and the feed keep their shape", () => {
    void fc.assert(
      fc.property(language, text, (spoken, typed) => {
        const texts = { en: typed, fr: typed, ar: typed };
        const pages = (given: typeof texts) => [
          homePage({
            ...home(spoken),
            dialogue: given,
            meetings: [{ title: given, parts: convocation.parts.map((part) => ({ ...part, about: about(given) })) }],
          }),
          documentPage({ ...document(spoken), title: given, renditions: [{ language: "en", paragraphs: [given.en] }] }),
          proposedPage({ ...answerBase(spoken), name: given.en }),
          feed({
            ...feedView(spoken),
            dialogue: given,
            entries: feedView(spoken).entries.map((entry) => ({ ...entry, title: given })),
          }),
        ];
        const benign = pages({ en: "Name", fr: "Name", ar: "Name" });
        for (const [index, html] of pages(texts).entries()) expect(shape(html)).toEqual(shape(benign[index] ?? ""));
        expect(pages(texts)[3]).not.toMatch(/(?!\n)\p{Cc}|[\uFFFE\uFFFF]/u);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a name", () => {
  it("is one well-formed line of bounded length, and stays as it is when cleaned again", () => {
    void fc.assert(
      fc.property(text, (typed) => {
        const once = clean(typed);
        expect(clean(once)).toBe(once);
        expect([...once].length).toBeLessThanOrEqual(500);
        expect(once).toBe(once.trim());
      }),
    );
  });

  it("44 · of which nothing can be read is a dash", () => {
    expect(["", "  ", "\u0301", "\u202E", "---"].map((typed) => plain([name(typed)]))).toEqual([
      "—",
      "—",
      "—",
      "—",
      "—",
    ]);
  });

  it("45, 46, 57 · keeps what scripts need: joiners, composed letters, Arabic beside Latin", () => {
    expect(clean("e\u0301")).toBe("é");
    expect(clean("می\u200Cخواهم")).toBe("می\u200Cخواهم");
    expect(isolated(["a ", name("محمد Smith"), "!"])).toBe("a \u2068محمد Smith\u2069!");
  });

  it("48 · that reads like an address is no link in a mail", () => {
    expect(unlinked("evil.example.com")).toBe("evil.\u2060example.\u2060com");
    expect(unlinked("https://x.y")).not.toContain("://");
    expect(unlinked("J. P. Smith")).toBe("J. P. Smith");
  });

  it("50, 51 · holds its own text when it looks like a placeholder", () => {
    const [first] = mails;
    const typed = "{party} {0} ${x}";
    expect(first && renderMail({ ...first, to: typed }, "en").text).toContain(`\u2068${typed}\u2069`);
    expect(first && renderMail({ ...first, to: typed }, "en").html).toContain(`<bdi>${typed}</bdi>`);
    expect(hidden.nonce).toBe("n0n-ce");
  });
});
