import { html, raw } from "hono/html";
import type { Line } from "#correspondence/facts";
import { frameWords } from "#correspondence/frame-words";
import { type Markup, markup } from "#correspondence/markup";
import { clean, directionOf, mailbox, type Phrase, plain, title } from "#correspondence/text";
import type { SecretariatView } from "#correspondence/views";
import type { Language, Texts } from "#events/envelope";
import { pageStyle } from "./style.ts";

const names: Record<Language, string> = { en: "English", fr: "Français", ar: "العربية" };

export interface Frame {
  readonly language: Language;
  readonly secretariat: SecretariatView;
  readonly notice: Texts | null;
  /** The <title>: what the page's one h1 says, or more. */
  readonly title: Phrase;
  readonly main: Markup;
  readonly head?: Markup;
  /** What a page that was posted sends again to be shown in another language; without it a link does. */
  readonly carried?: Carried | undefined;
}
export type Carried = Readonly<Record<string, string>>;

/** A whole page around its main part. */
export function layout({ language, secretariat, notice, title: heading, main, head, carried }: Frame): string {
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
<nav aria-label="${plain(t("languages"))}">${switches(secretariat.languages, language, carried)}</nav></header>
<main id="main" tabindex="-1">
${notice === null ? "" : html`<p class="notice">${show([title(notice, language)])}</p>`}
${main}
</main>
<footer><p>${show(t("contact", { mailbox: mailbox(secretariat.email) }))}</p>
<p>${show([title(secretariat.address, language)])}</p></footer>
</body>
</html>
`;
  return String(page);
}

/** As much of a text as its field shows again where it is over-long. */
const MOST_CARRIED = 1000;

/** Links keep the address and change `?lang=`. They would lose what was typed: a page that holds such texts has buttons, which send them along. */
function switches(languages: readonly Language[], language: Language, carried: Carried | undefined): Markup {
  if (carried === undefined) return html`<ul>${languages.map((other) => switchTo(other, language))}</ul>`;
  return html`<form method="post">${Object.entries(carried).map(([name, value]) => hiddenField(name, clean(value, MOST_CARRIED)))}
<ul>${languages.map((other) => buttonTo(other, language))}</ul></form>`;
}

function switchTo(other: Language, language: Language): Markup {
  return html`<li><a href="?lang=${other}" ${spoken(other)} hreflang="${other}"${current(other, language)}>${names[other]}</a></li>`;
}
function buttonTo(other: Language, language: Language): Markup {
  return html`<li><button name="lang" value="${other}" formaction="?lang=${other}" ${spoken(other)}${current(other, language)}>${names[other]}</button></li>`;
}
const spoken = (other: Language) => html`lang="${other}" dir="${directionOf(other)}"`;
const current = (other: Language, language: Language) => (other === language ? html` aria-current="true"` : "");

export function hiddenField(name: string, value: string): Markup {
  return html`<input type="hidden" name="${name}" value="${value}">`;
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
