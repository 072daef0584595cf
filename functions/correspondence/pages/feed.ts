import { html, raw } from "hono/html";
import { type Markup, webAddress } from "#correspondence/markup";
import type { FeedView } from "#correspondence/page-views";
import { siteWords } from "#correspondence/site-words";
import { plain, title } from "#correspondence/text";
import { printInstant } from "#correspondence/time";
import type { Language, Texts } from "#events/envelope";

/** What was published, as an Atom feed (RFC 4287). */
export function feed(view: FeedView): string {
  const { language, dialogue, secretariat } = view;
  const heading = siteWords(language)("feed.title", { dialogue: title(dialogue, language) });
  const xml = html`${raw('<?xml version="1.0" encoding="utf-8"?>')}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
<id>${webAddress(view.self)}</id>
<title>${plain(heading)}</title>
<updated>${view.updated}</updated>
<link rel="self" type="application/atom+xml" href="${webAddress(view.self)}"/>
<link rel="alternate" type="text/html" href="${webAddress(view.home)}"/>
<author><name>${title(secretariat.name, language).text}</name></author>
${view.entries.map((entry) => entryOf(entry, view))}</feed>
`;
  return String(xml);
}

function entryOf(entry: FeedView["entries"][number], { language, zone }: FeedView): Markup {
  const t = siteWords(language);
  const heading = title(entry.title, language);
  const revision = String(entry.revision);
  const name = entry.revision === 1 ? heading.text : plain(t("feed.revision", { title: heading, revision }));
  const href = webAddress(entry.href);
  const meeting = title(entry.meeting, language).text;
  const news = corrections(entry, language, zone);
  const summary = news.length === 0 ? meeting : [`${meeting}.`, ...news].join(" ");
  const address = (each: Language) => `${href}${href.includes("?") ? "&" : "?"}lang=${each}`;
  return html`<entry>
<id>${webAddress(entry.id)}</id>
<title xml:lang="${heading.kind === "title" ? heading.language : language}">${name}</title>
<updated>${entry.updatedAt}</updated>
<published>${entry.publishedAt}</published>
<link rel="alternate" type="text/html" href="${href}"/>
${entry.languages.map((each) => html`<link rel="alternate" type="text/html" hreflang="${each}" href="${address(each)}"/>`)}
<summary>${summary}</summary>
</entry>
`;
}

/** What a revision corrected, and what took its place. */
function corrections(entry: FeedView["entries"][number], language: Language, zone: string): string[] {
  const t = siteWords(language);
  const said = (revision: number, corrigendum: Texts) => [
    plain(t("document.corrected", { revision: String(revision) })),
    title(corrigendum, language).text,
  ];
  const { supersededBy, corrigendum, revision } = entry;
  return [
    ...(corrigendum === null ? [] : said(revision, corrigendum)),
    ...(supersededBy === null
      ? []
      : [
          plain(
            t("feed.superseded", {
              revision: String(supersededBy.revision),
              moment: printInstant(supersededBy.at, zone, language),
            }),
          ),
          ...said(supersededBy.revision, supersededBy.corrigendum),
        ]),
  ];
}
