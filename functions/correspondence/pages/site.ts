import { html } from "hono/html";
import { joined, placeLine, whenLines } from "#correspondence/facts";
import { type Markup, markup, webAddress } from "#correspondence/markup";
import type { HomePageView } from "#correspondence/page-views";
import { siteWords } from "#correspondence/site-words";
import { type Phrase, title } from "#correspondence/text";
import { momentAt, printDay, printDays } from "#correspondence/time";
import type { PartView } from "#correspondence/views";
import type { Language } from "#events/envelope";
import { about } from "./about.ts";
import { feedLink, label, languageName } from "./document.ts";
import { layout } from "./layout.ts";

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
${document.adoption === null ? "" : html`<p>${markup(t(`adoption.${document.adoption}`), language)}</p>`}
${document.corrigendum === null ? "" : html`<p>${markup([...t("document.item-corrected", { revision: String(document.revision) }), " ", title(document.corrigendum, language)], language)}</p>`}
<p class="quiet">${markup([...label(t("document.languages"), language), " ", ...languages], language)}</p></li>`;
}
function meetingItem({ language }: HomePageView, meeting: HomePageView["meetings"][number]): Markup {
  const show = (phrase: Phrase) => markup(phrase, language);
  const several = meeting.parts.length > 1;
  const parts = meeting.parts.map((part) => {
    const lines: Phrase[] = part.state === "cancelled" ? [] : [placeLine(part, language)];
    return html`${several ? html`<h4>${show([title(part.title, language)])}</h4>` : ""}
${[...whenLines(part, null, language), ...lines].map((line) => html`<p>${show("aside" in line ? line.aside : line)}</p>`)}${announcedBefore(part, language)}${part.state === "cancelled" ? "" : about(part.about, language)}`;
  });
  return html`<li><h3>${show([title(meeting.title, language)])}</h3>${parts}</li>`;
}

/** The days that were announced and do not hold: whoever noted them finds which meeting is meant. */
function announcedBefore({ state = "convened", sessions }: PartView, language: Language): Markup {
  if (state === "convened") return html``;
  const dates = printDays(sessions, language);
  return html`<p class="quiet">${markup(siteWords(language)("meeting.was", { dates }), language)}</p>`;
}
