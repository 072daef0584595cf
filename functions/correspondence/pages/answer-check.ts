import { html } from "hono/html";
import { commonWords } from "#correspondence/common-words";
import { type Markup, markup } from "#correspondence/markup";
import type { AnswerPageView, AnswerValues } from "#correspondence/page-views";
import { pageWords } from "#correspondence/page-words";
import { address, clean, name, type Phrase, title } from "#correspondence/text";
import { hiddenField } from "./fields.ts";
import { type Row, rows } from "./layout.ts";

export type CheckView = Extract<AnswerPageView, { step: "check" }>;

/** What will be sent, to be read once more; the answers travel in hidden fields. */
export function answerCheck(view: CheckView): Markup {
  const { language, values, hidden, invitee } = view;
  const t = pageWords(language);
  const proposes = !invitee.entitled || (values.who === "other" && !invitee.functional);
  const fields: Record<string, string> = {
    lang: language,
    nonce: hidden.nonce,
    answerId: hidden.answerId,
    ...sent(view),
  };
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

const comes = ({ answer }: AnswerValues) => answer === "come" || answer === "colleague" || answer === "names-follow";

/** Only what belongs to the answer: a reason typed for another one stays behind. */
function sent({ values, convocation }: CheckView): Record<string, string> {
  const { who, answer } = values;
  const ticked = convocation.parts.filter(({ id }) => comes(values) && values.parts.includes(id));
  return {
    ...(who !== null && { who }),
    ...(who === "other" && { otherName: values.otherName, otherEmail: values.otherEmail }),
    ...(answer !== null && { answer }),
    ...(answer === "colleague" && { colleagueName: values.colleagueName, colleagueEmail: values.colleagueEmail }),
    ...(!comes(values) && values.reason !== "" && { reason: values.reason }),
    ...Object.fromEntries(ticked.map(({ id }) => [`part.${id}`, "yes"])),
  };
}

function summary({ language, values, convocation, party, invitee }: CheckView): Row[] {
  const t = pageWords(language);
  const row = (label: Phrase, ...lines: Phrase[]): Row => ({ label, values: lines });
  const { answer } = values;
  const parts = convocation.parts.filter(({ id }) => convocation.parts.length === 1 || values.parts.includes(id));
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
    ...(!comes(values) && values.reason !== "" ? [row(t("check.reason"), [name(values.reason)])] : []),
  ];
}
