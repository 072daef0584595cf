import { html } from "hono/html";
import { commonWords } from "#correspondence/common-words";
import { type Markup, markup } from "#correspondence/markup";
import type { AnswerPageView } from "#correspondence/page-views";
import { pageWords } from "#correspondence/page-words";
import { address, clean, name, type Phrase, title } from "#correspondence/text";
import { attendsOf, checked, comes } from "./answer-carried.ts";
import { openParts } from "./answer-facts.ts";
import { hiddenField, type Row, rows } from "./layout.ts";

export type CheckView = Extract<AnswerPageView, { step: "check" }>;

/** What will be sent, to be read once more; the answers travel in hidden fields. */
export function answerCheck(view: CheckView): Markup {
  const { language, values, invitee } = view;
  const t = pageWords(language);
  const proposes = !invitee.entitled || (values.who === "other" && !invitee.functional);
  const fields = { lang: language, ...checked(view) };
  return html`<h1>${markup(t("check"), language)}</h1>
<p>${markup(t("check.unsent"), language)}</p>
${rows(summary(view), language)}
${proposes ? html`<p class="box">${markup(t("check.proposal"), language)}</p>` : ""}
<form method="post">
${Object.entries(fields).map(([field, value]) => hiddenField(field, clean(value)))}
<button name="action" value="send">${markup(t("send"), language)}</button>
<button class="second" name="action" value="change">${markup(t("change"), language)}</button>
</form>`;
}

function summary(view: CheckView): Row[] {
  const { language, values, convocation, party, invitee } = view;
  const t = pageWords(language);
  const row = (label: Phrase, ...lines: Phrase[]): Row => ({ label, values: lines });
  const { answer } = values;
  const open = openParts(convocation);
  const parts = open.filter(({ id }) => open.length === 1 || values.parts.includes(id));
  const email = (text: string): Phrase[] => (text === "" ? [] : [[address(text)]]);
  return [
    values.who === "other"
      ? row(t("check.who"), [name(values.otherName)], ...email(values.otherEmail))
      : row(t("check.who"), [name(invitee.name)]),
    ...(answer === null
      ? []
      : [row(t("check.answer"), commonWords(language)(`answer.${answer}`, { party: party.kind }))]),
    ...(answer === "colleague"
      ? [row(t("check.colleague"), [name(values.colleagueName)], ...email(values.colleagueEmail))]
      : []),
    ...(comes(values) ? [row(t("check.parts"), ...parts.map((part): Phrase => [title(part.title, language)]))] : []),
    ...attendsRows(view),
    ...(!comes(values) && values.reason !== "" ? [row(t("check.reason"), [name(values.reason)])] : []),
  ];
}

function attendsRows({ language, values, convocation }: CheckView): Row[] {
  const t = commonWords(language);
  const chosen = attendsOf(values, convocation).map(({ title: part, how }): Phrase => {
    const answer = t(`attends.${how}`);
    return convocation.parts.length === 1 ? answer : [...t("label", { label: title(part, language) }), " ", ...answer];
  });
  return chosen.length === 0 ? [] : [{ label: pageWords(language)("check.attends"), values: chosen }];
}
