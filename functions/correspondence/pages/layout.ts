import { html, raw } from "hono/html";
import type { Line } from "#correspondence/facts";
import { frameWords } from "#correspondence/frame-words";
import { type Markup, markup } from "#correspondence/markup";
import { directionOf, mailbox, type Phrase, plain, title } from "#correspondence/text";
import type { SecretariatView } from "#correspondence/views";
import type { Language, Texts } from "#events/envelope";
import { pageStyle } from "./style.ts";

const names: Record<Language, string> = { en: "English", fr: "Français", ar: "العربية" };
export const pageLanguages: readonly Language[] = ["en", "fr", "ar"];

export interface Frame {
  readonly language: Language;
  readonly secretariat: SecretariatView;
  readonly notice: Texts | null;
  /** The <title>: what the page's one h1 says, or more. */
  readonly title: Phrase;
  readonly main: Markup;
  readonly head?: Markup;
}

/** A whole page around its main part. Links to the languages keep the address and change `?lang=`. */
export function layout({ language, secretariat, notice, title: heading, main, head }: Frame): string {
  const t = frameWords(language);
  const show = (phrase: Phrase) => markup(phrase, language);
  const page = html`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${plain(heading)}</title>
<style>${raw(pageStyle)}</style>${head ?? ""}
</head>
<body>
<a class="skip" href="#main">${show(t("skip"))}</a>
<header><p>${show([title(secretariat.name, language)])}</p>
<nav aria-label="${plain(t("languages"))}"><ul>${pageLanguages.map((other) => switchTo(other, language))}</ul></nav></header>
<main id="main" tabindex="-1">
${notice === null ? "" : html`<p class="notice">${show([title(notice, language)])}</p>`}
${main}
</main>
<footer><p>${show(t("contact", { mailbox: mailbox(secretariat.email) }))}</p></footer>
</body>
</html>
`;
  return String(page);
}

function switchTo(other: Language, language: Language): Markup {
  const current = other === language ? html` aria-current="true"` : "";
  return html`<li><a href="?lang=${other}" lang="${other}" dir="${directionOf(other)}" hreflang="${other}"${current}>${names[other]}</a></li>`;
}

export interface Row {
  readonly label: Phrase;
  readonly values: readonly Line[];
}
/** A list of labels with their values, one line each. */
export function rows(list: readonly Row[], language: Language): Markup {
  const row = ({ label, values }: Row) =>
    html`<div><dt>${markup(label, language)}</dt>${values.map((value) =>
      "aside" in value
        ? html`<dd class="quiet">${markup(value.aside, language)}</dd>`
        : html`<dd>${markup(value, language)}</dd>`,
    )}</div>`;
  return html`<dl>${list.map(row)}</dl>`;
}
