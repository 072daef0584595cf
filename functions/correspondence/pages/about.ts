import { html } from "hono/html";
import { commonWords } from "#correspondence/common-words";
import { joined } from "#correspondence/facts";
import { type Markup, markup } from "#correspondence/markup";
import type { AboutView } from "#correspondence/page-views";
import { siteWords } from "#correspondence/site-words";
import { title } from "#correspondence/text";
import type { Language } from "#events/envelope";

const roles = ["hosts", "coHosts", "chair", "coChairs"] as const;
const lists = ["agenda", "objectives"] as const;

/** Who is behind a meeting and what it is about; nothing where nothing is published. */
export function about(view: AboutView, language: Language): Markup[] {
  const t = siteWords(language);
  const label = (key: (typeof roles | typeof lists)[number]) =>
    commonWords(language)("label", { label: t(`meeting.${key}`) });
  const parties = roles
    .filter((role) => view[role].length > 0)
    .map((role) => {
      const names = joined(
        view[role].map((party) => title(party, language)),
        language,
      );
      return html`<p>${markup([...label(role), " ", ...names], language)}</p>`;
    });
  const items = lists
    .filter((list) => view[list].length > 0)
    .map(
      (list) => html`<p>${markup(label(list), language)}</p>
<ol>${view[list].map((line) => html`<li>${markup([title(line, language)], language)}</li>`)}</ol>`,
    );
  return [...parties, ...items];
}
