import { html } from "hono/html";
import { markup } from "#correspondence/markup";
import type { ProposedPageView, UnsubscribePageView } from "#correspondence/page-views";
import { pageWords } from "#correspondence/page-words";
import { mailbox, name, type Phrase, title } from "#correspondence/text";
import { hiddenField, layout } from "./layout.ts";

/** Shown to the holder of a forwarded link who proposed to come. */
export function proposedPage(view: ProposedPageView): string {
  const { language } = view;
  const t = pageWords(language);
  const values = { name: name(view.name), title: title(view.convocation.title, language) };
  const main = html`<div class="done"><h1>${markup(t("proposed"), language)}</h1></div>
<p>${markup(t("proposed.text", values), language)}</p>
<h2>${markup(t("recorded.next"), language)}</h2>
<p>${markup(t("proposed.next"), language)}</p>
<p>${markup(t("recorded.wrong", { mailbox: mailbox(view.secretariat.email) }), language)}</p>`;
  return layout({ ...view, title: t("proposed"), main });
}

/** Asks first: opening a link stops nothing. Silences reminders and notices; it is no answer. */
export function unsubscribePage(view: UnsubscribePageView): string {
  const { language, secretariat } = view;
  const t = pageWords(language);
  const show = (phrase: Phrase) => markup(phrase, language);
  const values = { title: title(view.convocation.title, language), mailbox: mailbox(secretariat.email) };
  const heading = t(view.step === "confirm" ? "unsubscribe" : "unsubscribed");
  const main =
    view.step === "confirm"
      ? html`<h1>${show(heading)}</h1>
<p>${show(t("unsubscribe.text", values))}</p>
<p>${show(t("unsubscribe.kept"))}</p>
<form method="post">${hiddenField("lang", language)}${hiddenField("nonce", view.nonce)}<button>${show(t("unsubscribe.button"))}</button></form>`
      : html`<div class="done"><h1>${show(heading)}</h1></div>
<p>${show(t("unsubscribed.text", values))}</p>
<p>${show(t("unsubscribe.kept"))}</p>`;
  return layout({ ...view, title: heading, main });
}
