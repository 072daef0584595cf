import { html } from "hono/html";
import { frameWords } from "#correspondence/frame-words";
import { markup } from "#correspondence/markup";
import type { MessagePageView } from "#correspondence/page-views";
import { directionOf, mailbox, type Phrase } from "#correspondence/text";
import { layout } from "./layout.ts";

/** A page that says what cannot be shown and what to do; in every language at once where the reader's is not known. */
export function messagePage(view: MessagePageView): string {
  const spoken = view.language === null ? view.secretariat.languages : [view.language];
  const [language = "en"] = spoken;
  const said = spoken.map((each) => {
    const t = frameWords(each);
    const attributes = each === language ? "" : html` lang="${each}" dir="${directionOf(each)}"`;
    const values = { mailbox: mailbox(view.secretariat.email) };
    return {
      title: html`<span${attributes}>${markup(t(`${view.kind}.title`), each)}</span>`,
      text: html`<p${attributes}>${markup(t(`${view.kind}.text`, values), each)}</p>`,
    };
  });
  const title: Phrase = spoken.flatMap((each, index) => [
    ...(index === 0 ? [] : [" / "]),
    ...frameWords(each)(`${view.kind}.title`),
  ]);
  const main = html`<h1>${said.map((each) => each.title)}</h1>
${said.map((each) => each.text)}`;
  return layout({ ...view, language, title, main });
}
