import { describe, expect, it } from "vitest";
import { type MessagePageView, problems } from "#correspondence/page-views";
import {
  answerPage,
  documentPage,
  feed,
  homePage,
  messagePage,
  pageStyle,
  proposedPage,
  unsubscribePage,
} from "#correspondence/pages";
import { languages } from "./catalogue-files.ts";
import {
  answerBase,
  answers,
  colleague,
  convocation,
  corrected,
  document,
  empty,
  feedView,
  hidden,
  home,
  recorded,
  secretariat,
  superseded,
  workPlan,
} from "./samples.ts";

const kinds = [
  "not-valid",
  "too-late",
  "not-found",
  "failed",
  "wrong-request",
  "preview",
] as const satisfies readonly MessagePageView["kind"][];
const all = languages.flatMap((language) =>
  Object.entries({
    ...Object.fromEntries(
      Object.entries(answers(language)).map(([step, view]) => [`answer: ${step}`, answerPage(view)]),
    ),
    proposed: proposedPage({ ...answerBase(language), name: "Joseph Otieno" }),
    unsubscribe: unsubscribePage({ ...answerBase(language), step: "confirm", nonce: "n" }),
    unsubscribed: unsubscribePage({ ...answerBase(language), step: "done" }),
    ...Object.fromEntries(kinds.map((kind) => [kind, messagePage({ kind, language, secretariat, notice: null })])),
    home: homePage(home(language)),
    document: documentPage(document(language)),
    corrected: documentPage(corrected(language)),
    superseded: documentPage(superseded(language)),
    "work plan": documentPage(workPlan(language)),
  }).map(([page, html]) => ({ page, language, html })),
);
const tags = (html: string, name: string) =>
  [...html.matchAll(new RegExp(`<${name}\\b[^>]*>`, "g"))].map(([tag]) => tag);
const attribute = (tag: string, name: string) => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1];
/** With spaces where ours do not break. */
const spaced = (html: string) => html.replace(/[\u00A0\u202F]/g, " ").replace(/<\/?bdi[^>]*>/g, "");
const fields = (html: string) => tags(html, "input").map((tag) => [attribute(tag, "name"), attribute(tag, "value")]);

describe.each(all)("$page in $language", ({ language, html }) => {
  it("says its language and direction, has one h1, a title, a way past the header and to the other languages", () => {
    expect(html.startsWith("<!doctype html>")).toBe(true);
    expect(html).toContain(`<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`);
    expect(tags(html, "h1")).toHaveLength(1);
    expect(/<title>([^<]+)<\/title>/.exec(html)?.[1]).toBeTruthy();
    expect(html).toContain('<a class="skip" href="#main">');
    const offered = /<(?:a href="\?lang=|button name="lang" value=")(..)"/g;
    expect([...html.matchAll(offered)].map(([, other]) => other)).toEqual([...languages]);
    expect(html).not.toMatch(/undefined|\[object/);
  });

  it("has no script and no style attribute, labels its fields, repeats no id and weighs under 30 KB", () => {
    expect(html).not.toMatch(/<script| style=| on[a-z]+=/);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const input of tags(html, "input").filter((tag) => attribute(tag, "type") !== "hidden"))
      expect(html).toContain(`<label for="${attribute(input, "id")}">`);
    for (const [, target = ""] of html.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    for (const [, list = ""] of html.matchAll(/aria-describedby="([^"]+)"/g))
      for (const id of list.split(" ")) expect(ids).toContain(id);
    expect(Buffer.byteLength(html)).toBeLessThan(30_000);
  });
});

describe("the answer page", () => {
  const form = (change: object) =>
    answerPage({ ...answerBase("en"), step: "form", values: empty, problems: [], hidden, ...change });

  it("chooses nothing beforehand and asks under the agreed names", () => {
    const html = form({});
    expect(html).not.toContain(" checked");
    expect(html).toContain("No answer is recorded yet.");
    expect(fields(html)).toEqual([
      ["lang", "en"],
      ["nonce", "n0n-ce"],
      ["answerId", "q3v7w2kd5m6nb4xa"],
      ["who", "self"],
      ["who", "other"],
      ["otherName", ""],
      ["otherEmail", ""],
      ["answer", "come"],
      ["answer", "colleague"],
      ["colleagueName", ""],
      ["colleagueEmail", ""],
      ["answer", "names-follow"],
      ["answer", "regret"],
      ["answer", "no-part"],
      ["reason", ""],
      ["part.sc-2022-03", "yes"],
      ["part.som-8", "yes"],
      ["attends.som-8", "in-person"],
      ["attends.som-8", "online"],
    ]);
    expect(html).toContain('name="action" value="check"');
  });

  it("asks which meetings only where there are several, and shows what was filled in again", () => {
    const one = { ...convocation, parts: convocation.parts.slice(1) };
    expect(form({ convocation: one })).not.toContain('name="part.');
    const html = form({ values: colleague });
    expect(
      tags(html, "input")
        .filter((tag) => tag.includes(" checked"))
        .map((tag) => attribute(tag, "id")),
    ).toEqual(["who-self", "answer-colleague", "part-som-8", "attends-som-8-online"]);
    expect(html).toContain('value="Amina Wanjiru"');
  });

  it("asks of each hybrid part how the person attends, and of no other; only what is missing is marked", () => {
    const [committee, som] = convocation.parts;
    if (!committee || !som) throw new Error("The sample has two parts");
    const both = { ...convocation, parts: [{ ...committee, modality: "hybrid" }, som] };
    const html = form({
      convocation: both,
      values: {
        ...empty,
        answer: "come",
        parts: ["sc-2022-03", "som-8"],
        attends: { "sc-2022-03": "online", "som-8": null },
      },
      problems: ["attends.missing"],
    });
    const [, main = ""] = html.split("<main");
    expect(fields(main).filter(([name]) => name?.startsWith("attends."))).toHaveLength(4);
    expect([...html.matchAll(/<fieldset id="([^"]+)" class="faulty"/g)].map(([, id]) => id)).toEqual(["attends-som-8"]);
    expect(html).toContain(
      '<a href="#attends-som-8-in-person">Say whether the participant attends in person or online',
    );
    const online = { ...convocation, parts: [{ ...som, modality: "online" }] };
    expect(form({ convocation: online })).not.toContain("attends.");
  });

  it("lets whoever does not answer for the delegation propose themselves, no more", () => {
    const html = form({ invitee: { name: "Mission", entitled: false, functional: false } });
    expect(fields(html).filter(([name]) => name === "answer")).toEqual([["answer", "come"]]);
    expect(html).toContain("You propose to take part");
  });

  it.each(languages)("says in %s every problem at the top and at its field", (language) => {
    for (const problem of problems) {
      const values = { ...empty, answer: "come", parts: ["som-8"] } as const;
      const html = answerPage({ ...answerBase(language), step: "form", values, problems: [problem], hidden });
      const [name = ""] = problem.split(".");
      const field = name === "attends" ? "attends-som-8" : name;
      expect(html).toMatch(/<title>(Error|Erreur|خطأ)/);
      expect(html).toContain('role="alert"');
      expect(html.includes(`id="${field}-problem"`)).toBe(field !== "form");
    }
  });

  it("shows an answer for checking and sends only what belongs to it", () => {
    const html = answerPage({
      ...answerBase("en"),
      step: "check",
      values: { ...colleague, reason: "left over" },
      hidden,
    });
    const sent = [
      ["nonce", "n0n-ce"],
      ["answerId", "q3v7w2kd5m6nb4xa"],
      ["who", "self"],
      ["answer", "colleague"],
      ["colleagueName", "Amina Wanjiru"],
      ["colleagueEmail", "amina.wanjiru@example.org"],
      ["part.som-8", "yes"],
      ["attends.som-8", "online"],
    ];
    const [header = "", main = ""] = html.split("<main");
    expect(fields(main)).toEqual([["lang", "en"], ...sent]);
    expect(fields(header)).toEqual([...sent, ["action", "check"]]);
    expect(html).not.toContain("left over");
    expect(html).not.toContain("You propose");
    expect(tags(main, "button").map((tag) => attribute(tag, "value"))).toEqual(["send", "change"]);
    const other = {
      ...empty,
      who: "other",
      otherName: "B",
      otherEmail: "b@example.org",
      answer: "come",
      parts: ["som-8"],
    } as const;
    expect(answerPage({ ...answerBase("en"), step: "check", values: other, hidden })).toContain(
      "You propose to take part",
    );
  });

  it("shows what was recorded, by whom and when, and what happens next; after the cut-off no form", () => {
    const html = answerPage({ ...answerBase("en"), step: "recorded", recorded, hidden });
    expect(html).toContain("will come in place of the person invited");
    expect(html.replaceAll("\u00A0", " ")).toContain("Tuesday 1 March 2022, 10:15 (Brussels, UTC+1)");
    expect(html).toContain('name="action" value="change"');
    const closed = answerPage({ ...answerBase("en"), step: "closed", why: "over", recorded });
    expect(closed).not.toContain("<form");
    expect(closed).toContain("mailto:secretariat@example.org");
    const unnamed = answerPage({ ...answerBase("en"), step: "recorded", recorded: { ...recorded, names: [] }, hidden });
    expect(unnamed).toContain("The person named will come");
  });
});

describe("the other pages", () => {
  it("a message whose reader's language is unknown speaks all of them under one heading", () => {
    const html = messagePage({ kind: "not-valid", language: null, secretariat, notice: null });
    for (const words of ["This link is not valid", "Ce lien n’est pas valable", "هذا الرابط غير صالح"])
      expect(html).toContain(words);
    expect(html).toContain('<p lang="ar" dir="rtl">');
    expect(tags(html, "h1")).toHaveLength(1);
  });

  it("unsubscribing asks first, by a form", () => {
    expect(unsubscribePage({ ...answerBase("en"), step: "confirm", nonce: "n" })).toContain('<form method="post">');
    expect(unsubscribePage({ ...answerBase("en"), step: "done" })).not.toContain("<form");
  });

  it("a document shows each text in its own language and direction, the reader's first", () => {
    const html = documentPage({
      ...document("fr"),
      renditions: [...document("fr").renditions, { language: "ar", paragraphs: ["نص"] }],
    });
    expect(tags(html, "article")).toEqual([
      '<article id="text-fr" lang="fr" dir="ltr">',
      '<article id="text-en" lang="en" dir="ltr">',
      '<article id="text-ar" lang="ar" dir="rtl">',
    ]);
    expect(html).toContain("La présidence");
  });

  it("a title that does not exist in the reader's language is marked as English", () => {
    expect(homePage(home("ar"))).toContain(
      '<bdi lang="en" dir="ltr">Readout of the 8th Senior Officials’ Meeting</bdi>',
    );
    expect(homePage({ ...home("en"), documents: [], meetings: [], feed: null })).toContain(
      "Nothing has been published yet.",
    );
  });

  it.each([
    ["en", "Host:", "Switzerland", "Co-host:", "Agenda:", "Hand-over of the Chairmanship"],
    ["fr", "Hôte", "Suisse", "Co-hôte", "Ordre du jour", "Passation de la présidence"],
    ["ar", "الجهة المستضيفة", "سويسرا", "الرئاسة", "جدول الأعمال", "هولندا"],
  ] as const)("a coming meeting says in %s who hosts and chairs it and what it is about", (language, ...words) => {
    const html = homePage(home(language));
    for (const word of words) expect(html).toContain(word);
    expect(html).not.toContain("undefined");
  });
  it("a meeting of which none of it is published says nothing of it", () => {
    const none = { hosts: [], coHosts: [], chair: [], coChairs: [], agenda: [], objectives: [] };
    const [meeting] = home("en").meetings;
    const silent = { title: meeting!.title, parts: meeting!.parts.map((part) => ({ ...part, about: none })) };
    expect(homePage({ ...home("en"), meetings: [silent] })).not.toMatch(/Host|Chair|Agenda|Objectives|<ol>/);
  });

  it("the style sheet is at most 8 KB and knows no left and right", () => {
    expect(Buffer.byteLength(pageStyle)).toBeLessThanOrEqual(8_192);
    expect(pageStyle).not.toMatch(/\b(?:left|right)\b|\bmargin:[^;}]* [^;}]* [^;}]* [^;}]*[;}]|direction:/);
  });
});

describe("a corrected document", () => {
  const said = {
    en: ["Corrigendum", "The meeting took place in Brussels; the first revision named Geneva.", "Earlier revisions"],
    fr: [
      "Rectificatif",
      "La réunion s’est tenue à Bruxelles ; la première révision nommait Genève.",
      "Révisions antérieures",
    ],
    ar: ["تصويب", "عُقد الاجتماع في بروكسل، وقد ذكر التنقيح الأول جنيف.", "التنقيحات السابقة"],
  };
  it.each(languages)(
    "says in %s what was corrected, before its text, and where the earlier revision is",
    (language) => {
      const html = documentPage(corrected(language));
      for (const words of said[language]) expect(html).toContain(words);
      expect(html.indexOf(said[language][1] ?? "")).toBeLessThan(
        html.indexOf("The meeting took place in Brussels.</p>"),
      );
      expect(html).toContain('href="https://convoke.example.org/documents/som-8-readout/revisions/1"');
    },
  );
  it.each([
    ["en", "This revision was superseded by revision 2 on Monday 4 April 2022, 16:30 (Brussels, UTC+2)."],
    ["fr", "Cette révision a été remplacée par la révision 2 le lundi 4 avril 2022 à 16 h 30 (Bruxelles, UTC+2)."],
    ["ar", "حلّ التنقيح 2 محلّ هذا التنقيح في الاثنين 4 أبريل 2022، الساعة 16:30 (بروكسل، UTC+2)."],
  ] as const)(
    "its earlier revision says in %s when another took its place, what was corrected, and links to it",
    (language, words) => {
      const html = spaced(documentPage(superseded(language)));
      expect(html).toContain(words);
      expect(html).toContain(spaced(said[language][1] ?? ""));
      expect(html).toContain('href="https://convoke.example.org/documents/som-8-readout"');
    },
  );
  it("says of a document that was never corrected nothing of revisions", () => {
    expect(documentPage(document("en"))).not.toMatch(/[Rr]evision|Corrigendum/);
  });
});

describe("a work plan", () => {
  it.each([
    ["en", "Discussed at the meeting, not adopted"],
    ["fr", "Examiné par la réunion, non adopté"],
    ["ar", "ناقشها الاجتماع ولم يعتمدها"],
  ] as const)("says in %s on its page and in the list how the meeting left it", (language, words) => {
    expect(documentPage(workPlan(language))).toContain(words);
    expect(homePage(home(language))).toContain(words);
    expect(documentPage({ ...workPlan(language), adoption: "adopted" })).not.toContain(words);
  });
});

describe("the feed", () => {
  it("has a correction as an entry of its own and says in the old one what took its place", () => {
    const view = feedView("en");
    const [old] = view.entries;
    const { corrigendum, publishedAt } = corrected("en");
    if (!old || !corrigendum) throw new Error("The samples have an entry and a corrigendum.");
    const superseded = { ...old, supersededBy: { revision: 2, at: publishedAt, corrigendum }, updatedAt: publishedAt };
    const current = {
      ...old,
      id: `${old.id}/revisions/2`,
      revision: 2,
      corrigendum,
      publishedAt,
      updatedAt: publishedAt,
    };
    const xml = spaced(feed({ ...view, entries: [current, superseded] }));
    expect(xml).toContain("Readout of the 8th Senior Officials’ Meeting (revision 2)</title>");
    expect(xml.match(/<id>[^<]*som-8-readout(?:\/revisions\/2)?<\/id>/g)).toHaveLength(2);
    expect(xml).toContain("Superseded by revision 2 on Monday 4 April 2022, 16:30 (Brussels, UTC+2).");
    expect(xml.match(/The meeting took place in Brussels; the first revision named Geneva\./g)).toHaveLength(2);
  });
  it("is Atom: ids, updated, author, a self link, and one alternate for each language", () => {
    const xml = feed(feedView("fr"));
    expect(
      xml.startsWith(
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">',
      ),
    ).toBe(true);
    expect(xml).toContain(
      '<link rel="self" type="application/atom+xml" href="https://convoke.example.org/feed.atom"/>',
    );
    expect(xml.match(/<id>/g)).toHaveLength(2);
    expect(xml.match(/<updated>2022-03-25T09:00:00Z<\/updated>/g)).toHaveLength(2);
    expect(xml).toContain('<title xml:lang="fr">Compte rendu de la 8e réunion</title>');
    const alternates = xml.match(/<link rel="alternate"[^>]*>/g) ?? [];
    expect(new Set(alternates).size).toBe(alternates.length);
    expect(alternates).toHaveLength(4);
  });
});
