import { html } from "hono/html";
import { commonWords } from "#correspondence/common-words";
import { type Markup, markup, webAddress } from "#correspondence/markup";
import type { DocumentPageView, HomePageView } from "#correspondence/page-views";
import { siteWords } from "#correspondence/site-words";
import { clean, directionOf, type Phrase, title } from "#correspondence/text";
import { printDays, printInstant } from "#correspondence/time";
import type { Language } from "#events/envelope";
import { layout, rows } from "./layout.ts";

export const languageName = (each: Language, language: Language) => commonWords(language)(`language.${each}`);
export const label = (phrase: Phrase, language: Language) => commonWords(language)("label", { label: phrase });

export function feedLink({ feed, dialogue, language }: HomePageView | DocumentPageView): Markup {
  if (feed === null) return html``;
  return html`<link rel="alternate" type="application/atom+xml" title="${title(dialogue, language).text}" href="${webAddress(feed)}">`;
}

/** A published document: where it comes from, then its text in each language, the reader's first. */
export function documentPage(view: DocumentPageView): string {
  const { language, zone, clearedBy } = view;
  const t = siteWords(language);
  const show = (phrase: Phrase) => markup(phrase, language);
  const heading: Phrase = [title(view.title, language)];
  const inOrder = [...view.renditions].sort(
    (a, b) => Number(b.language === language) - Number(a.language === language),
  );
  const provenance = [
    { label: t("document.meeting"), values: [[title(view.meeting, language)]] },
    { label: t("document.dates"), values: datesOf(view) },
    ...(clearedBy === null ? [] : [{ label: t("document.cleared"), values: [[title(clearedBy, language)]] }]),
    { label: t("document.published"), values: [[printInstant(view.publishedAt, zone, language)]] },
    ...(view.adoption === null ? [] : [{ label: t("document.status"), values: [t(`adoption.${view.adoption}`)] }]),
    ...(view.revision === 1 && view.supersededBy === null
      ? []
      : [{ label: t("document.revision"), values: [[String(view.revision)]] }]),
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
${superseded(view)}${corrigendum(view)}
<h2>${show(t("document.provenance"))}</h2>
${rows(provenance, language)}
<p>${show(label(t("document.languages"), language))}</p><ul>${jumps}</ul>
${texts}
${earlierRevisions(view)}<p><a href="${webAddress(view.home)}">${show(t("document.all"))}</a></p>`;
  return layout({ ...view, title: heading, main, head: feedLink(view) });
}

/** The days of what takes place; where nothing of it does, that it does not. */
function datesOf({ parts, language }: DocumentPageView): Phrase[] {
  const t = commonWords(language);
  const held = parts.filter(({ state = "convened" }) => state === "convened");
  if (held.length === 0 && parts.length > 0)
    return [t(parts.some(({ state }) => state === "postponed") ? "when.postponed" : "when.cancelled")];
  return [
    [
      printDays(
        held.flatMap(({ sessions }) => sessions),
        language,
      ),
    ],
  ];
}

/** That another revision has taken the place of this one, and what it corrected. */
function superseded({ supersededBy, zone, language }: DocumentPageView): Markup {
  if (supersededBy === null) return html``;
  const t = siteWords(language);
  const show = (phrase: Phrase) => markup(phrase, language);
  const revision = String(supersededBy.revision);
  const moment = printInstant(supersededBy.at, zone, language);
  return html`<div class="box"><p><strong>${show(t("document.superseded", { revision, moment }))}</strong></p>
<p>${show(t("document.corrected", { revision }))} ${show([title(supersededBy.corrigendum, language)])}</p>
<p><a href="${webAddress(supersededBy.current)}">${show(t("document.current"))}</a></p></div>`;
}

function corrigendum({ corrigendum: said, language }: DocumentPageView): Markup {
  if (said === null) return html``;
  return html`<h2>${markup(siteWords(language)("document.corrigendum"), language)}</h2>
<p>${markup([title(said, language)], language)}</p>`;
}

function earlierRevisions({ earlier, zone, language }: DocumentPageView): Markup {
  if (earlier.length === 0) return html``;
  const t = siteWords(language);
  const items = earlier.map(({ revision, publishedAt, supersededAt, href }) => {
    const said = t("document.superseded-item", {
      revision: String(revision),
      published: printInstant(publishedAt, zone, language),
      next: String(revision + 1),
      moment: printInstant(supersededAt, zone, language),
    });
    return html`<li><a href="${webAddress(href)}">${markup(said, language)}</a></li>`;
  });
  return html`<h2>${markup(t("document.earlier"), language)}</h2><ul>${items}</ul>
`;
}
