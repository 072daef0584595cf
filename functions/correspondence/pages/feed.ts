import { html, raw } from "hono/html";
import { type Markup, webAddress } from "#correspondence/markup";
import type { FeedView } from "#correspondence/page-views";
import { siteWords } from "#correspondence/site-words";
import { plain, title } from "#correspondence/text";
import type { Language } from "#events/envelope";

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
${view.entries.map((entry) => entryOf(entry, language))}</feed>
`;
  return String(xml);
}

function entryOf(entry: FeedView["entries"][number], language: Language): Markup {
  const heading = title(entry.title, language);
  const href = webAddress(entry.href);
  const address = (each: Language) => `${href}${href.includes("?") ? "&" : "?"}lang=${each}`;
  return html`<entry>
<id>${webAddress(entry.id)}</id>
<title xml:lang="${heading.kind === "title" ? heading.language : language}">${heading.text}</title>
<updated>${entry.publishedAt}</updated>
<published>${entry.publishedAt}</published>
<link rel="alternate" type="text/html" href="${href}"/>
${entry.languages.map((each) => html`<link rel="alternate" type="text/html" hreflang="${each}" href="${address(each)}"/>`)}
<summary>${title(entry.meeting, language).text}</summary>
</entry>
`;
}
