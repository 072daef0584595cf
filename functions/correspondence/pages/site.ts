import { html } from "hono/html";
import { commonWords } from "#correspondence/common-words";
import { joined, placeLine, sessionLines } from "#correspondence/facts";
import { type Markup, markup, webAddress } from "#correspondence/markup";
import type { DocumentPageView, HomePageView } from "#correspondence/page-views";
import { siteWords } from "#correspondence/site-words";
import { clean, directionOf, type Phrase, title } from "#correspondence/text";
import { momentAt, printDay, printDays, printInstant } from "#correspondence/time";
import type { Language } from "#events/envelope";
import { about } from "./about.ts";
import { layout, rows } from "./layout.ts";

/** The public site's first page: what was published, newest first, and the meetings to come. */
export function homePage(view: HomePageView): string {
  const { language, dialogue } = view;
  const t = siteWords(language);
  const show = (phrase: Phrase) => markup(phrase, language);
  const heading: Phrase = [title(dialogue, language)];
  const documents = view.documents.map((document) => documentItem(view, document));
  const meetings = view.meetings.map((meeting) => meetingItem(view, meeting));
  const main = html`<h1>${show(heading)}</h1>
<h2>${show(t("documents"))}</h2>
${documents.length === 0 ? html`<p>${show(t("documents.none"))}</p>` : html`<ul class="plain">${documents}</ul>`}
${view.feed === null ? "" : html`<p><a href="${webAddress(view.feed)}" type="application/atom+xml">${show(t("feed"))}</a></p>`}
<h2>${show(t("meetings"))}</h2>
${meetings.length === 0 ? html`<p>${show(t("meetings.none"))}</p>` : html`<ul class="plain">${meetings}</ul>`}`;
  return layout({ ...view, title: heading, main, head: feedLink(view) });
}

function documentItem({ language, zone }: HomePageView, document: HomePageView["documents"][number]): Markup {
  const t = siteWords(language);
  const values = {
    meeting: title(document.meeting, language),
    day: printDay(momentAt(document.publishedAt, zone), language),
  };
  const languages = joined(
    document.languages.map((each) => languageName(each, language)),
    language,
  );
  return html`<li><h3><a href="${webAddress(document.href)}">${markup([title(document.title, language)], language)}</a></h3>
<p>${markup(t("documents.item", values), language)}</p>
<p class="quiet">${markup([...label(t("document.languages"), language), " ", ...languages], language)}</p></li>`;
}
function meetingItem({ language }: HomePageView, meeting: HomePageView["meetings"][number]): Markup {
  const show = (phrase: Phrase) => markup(phrase, language);
  const several = meeting.parts.length > 1;
  const parts = meeting.parts.map((part) => {
    const lines = [...sessionLines(part, null, language), placeLine(part, language)];
    return html`${several ? html`<h4>${show([title(part.title, language)])}</h4>` : ""}
${lines.map((line) => html`<p>${show("aside" in line ? line.aside : line)}</p>`)}${about(part.about, language)}`;
  });
  return html`<li><h3>${show([title(meeting.title, language)])}</h3>${parts}</li>`;
}

const languageName = (each: Language, language: Language) => commonWords(language)(`language.${each}`);
const label = (phrase: Phrase, language: Language) => commonWords(language)("label", { label: phrase });

function feedLink({ feed, dialogue, language }: HomePageView | DocumentPageView): Markup {
  if (feed === null) return html``;
  return html`<link rel="alternate" type="application/atom+xml" title="${title(dialogue, language).text}" href="${webAddress(feed)}">`;
}

/** A published document: where it comes from, then its text in each language, the reader's first. */
export function documentPage(view: DocumentPageView): string {
  const { language, zone, sessions, clearedBy } = view;
  const t = siteWords(language);
  const show = (phrase: Phrase) => markup(phrase, language);
  const heading: Phrase = [title(view.title, language)];
  const inOrder = [...view.renditions].sort(
    (a, b) => Number(b.language === language) - Number(a.language === language),
  );
  const provenance = [
    { label: t("document.meeting"), values: [[title(view.meeting, language)]] },
    { label: t("document.dates"), values: [[printDays(sessions, language)]] },
    ...(clearedBy === null ? [] : [{ label: t("document.cleared"), values: [[title(clearedBy, language)]] }]),
    { label: t("document.published"), values: [[printInstant(view.publishedAt, zone, language)]] },
  ];
  const jumps = inOrder.map(
    ({ language: each }) =>
      html`<li><a href="#text-${each}" hreflang="${each}">${show(languageName(each, language))}</a></li>`,
  );
  const texts = inOrder.map(
    ({ language: each, paragraphs }) => html`<article id="text-${each}" lang="${each}" dir="${directionOf(each)}">
<h2>${markup([title(view.title, each)], each)}</h2>
${paragraphs.map((paragraph) => html`<p>${clean(paragraph, 20_000)}</p>`)}</article>`,
  );
  const main = html`<h1>${show(heading)}</h1>
<h2>${show(t("document.provenance"))}</h2>
${rows(provenance, language)}
<p>${show(label(t("document.languages"), language))}</p><ul>${jumps}</ul>
${texts}
<p><a href="${webAddress(view.home)}">${show(t("document.all"))}</a></p>`;
  return layout({ ...view, title: heading, main, head: feedLink(view) });
}
