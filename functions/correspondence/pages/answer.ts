import { html } from "hono/html";
import { cutOff } from "#correspondence/facts";
import { type Markup, markup } from "#correspondence/markup";
import type { AnswerPageView } from "#correspondence/page-views";
import { pageWords } from "#correspondence/page-words";
import { mailbox, type Phrase, title } from "#correspondence/text";
import { printMoment } from "#correspondence/time";
import { checked, typed } from "./answer-carried.ts";
import { answerCheck } from "./answer-check.ts";
import { invitationFacts, recordedFacts } from "./answer-facts.ts";
import { answerForm, targetsOf } from "./answer-form.ts";
import { problemSummary } from "./fields.ts";
import { hiddenField, layout } from "./layout.ts";

type At<Step extends AnswerPageView["step"]> = Extract<AnswerPageView, { step: Step }>;

/** The page behind a personal link, at each of its steps. No script; nothing on it is chosen beforehand. */
export function answerPage(view: AnswerPageView): string {
  const t = pageWords(view.language);
  const invitation = t("title", { title: title(view.convocation.title, view.language) });
  switch (view.step) {
    case "form":
      return layout({
        ...view,
        title: erroneous(view, invitation),
        main: formMain(view, invitation),
        carried: typed(view),
      });
    case "check":
      return layout({
        ...view,
        title: t("check"),
        main: answerCheck(view),
        carried: { ...checked(view), action: "check" },
      });
    case "recorded":
      return layout({ ...view, title: t("recorded"), main: recordedMain(view) });
    case "closed":
      return layout({ ...view, title: t(closedTitle(view)), main: closedMain(view) });
  }
}

function erroneous({ language, problems }: At<"form">, heading: Phrase): Phrase {
  return problems.length === 0 ? heading : pageWords(language)("title.error", { title: heading });
}

function formMain(view: At<"form">, heading: Phrase): Markup {
  const { language, problems } = view;
  const t = pageWords(language);
  return html`${problems.length === 0 ? "" : problemSummary({ language, problems }, targetsOf(view))}
<h1>${markup(heading, language)}</h1>
<p><a href="#question">${markup(pageWords(language)("question"), language)}</a></p>
${view.changed === true ? html`<div class="box"><h2>${markup(t("changed"), language)}</h2><p>${markup(t("changed.text", { deadline: printMoment(view.convocation.answersBy, language) }), language)}</p></div>` : ""}
${invitationFacts(view)}
${now(view)}
${answerForm(view)}`;
}

function now(view: At<"form"> | At<"closed">): Markup {
  const { language, recorded } = view;
  const t = pageWords(language);
  const what = recorded === null ? html`<p>${markup(t("now.none"), language)}</p>` : recordedFacts(view, recorded);
  return html`<div class="box"><h2>${markup(t("now"), language)}</h2>${what}</div>`;
}

function recordedMain(view: At<"recorded">): Markup {
  const { language, recorded, hidden, convocation } = view;
  const t = pageWords(language);
  const until = printMoment(cutOff(convocation), language);
  const kind = recorded?.kind;
  const next = [
    t("recorded.receipt"),
    ...(kind === "come" || kind === "colleague" ? [t("recorded.come")] : []),
    ...(kind === "names-follow" ? [t("recorded.names", { deadline: printMoment(convocation.namesBy, language) })] : []),
    t("recorded.until", { deadline: until }),
    t("recorded.wrong", { mailbox: mailbox(view.secretariat.email) }),
  ];
  return html`<div class="done"><h1>${markup(t("recorded"), language)}</h1></div>
${recorded === null ? "" : recordedFacts(view, recorded)}
<h2>${markup(t("recorded.next"), language)}</h2>
<ul>${next.map((sentence) => html`<li>${markup(sentence, language)}</li>`)}</ul>
<form method="post">
${hiddenField("lang", language)}${hiddenField("nonce", hidden.nonce)}${hiddenField("answerId", hidden.answerId)}
<button class="second" name="action" value="change">${markup(t("recorded.change"), language)}</button>
</form>
<h2>${markup(t("title", { title: title(convocation.title, language) }), language)}</h2>
${invitationFacts(view)}`;
}

const closedTitle = ({ why }: At<"closed">) => (why === "over" ? "closed" : why);

function closedMain(view: At<"closed">): Markup {
  const { language, convocation } = view;
  const t = pageWords(language);
  const values = {
    deadline: printMoment(cutOff(convocation), language),
    mailbox: mailbox(view.secretariat.email),
  };
  const over = view.why === "over";
  const late = over ? t("closed.late") : t("not-taken");
  const text = view.why === "over" ? t("closed.text", values) : t(`${view.why}.text`, values);
  return html`<h1>${markup(t(closedTitle(view)), language)}</h1>
${view.late ? html`<p>${markup(late, language)}</p>` : ""}
<p>${markup(text, language)}</p>
${now(view)}
<h2>${markup(t("title", { title: title(convocation.title, language) }), language)}</h2>
${invitationFacts(view)}`;
}
