import { html } from "hono/html";
import { commonWords } from "#correspondence/common-words";
import { type Markup, markup } from "#correspondence/markup";
import type { AnswerPageView, AnswerValues } from "#correspondence/page-views";
import { pageWords } from "#correspondence/page-words";
import { name, title } from "#correspondence/text";
import { printMoment } from "#correspondence/time";
import type { AnswerKind, PartView } from "#correspondence/views";
import { isUnsaid, said } from "./answer-carried.ts";
import { openParts } from "./answer-facts.ts";
import { choice, type Form, group, textField } from "./fields.ts";
import { hiddenField } from "./layout.ts";

export type FormView = Extract<AnswerPageView, { step: "form" }>;

/** Where a field's problem leads: for a choice, its first input. */
export function targetsOf(view: FormView): Record<string, string> {
  return {
    who: "who-self",
    otherName: "otherName",
    otherEmail: "otherEmail",
    answer: "answer-come",
    parts: `part-${openParts(view.convocation)[0]?.id ?? ""}`,
    attends: `attends-${unsaid(view)?.id ?? ""}-in-person`,
    reason: "reason",
    colleagueName: "colleagueName",
    colleagueEmail: "colleagueEmail",
  };
}

/** The hybrid part of the answer that nothing is chosen for. */
function unsaid({ convocation, values }: FormView): PartView | undefined {
  return openParts(convocation).find((part) => isUnsaid(part, values));
}

/** The questions. Nothing is chosen beforehand; what was filled in stands again. */
export function answerForm(view: FormView): Markup {
  const { language, values, hidden } = view;
  const t = pageWords(language);
  const form: Form = { language, problems: view.problems };
  const several = openParts(view.convocation).length > 1;
  return html`<h2 id="question" tabindex="-1">${markup(t("question"), language)}</h2>
<form method="post" novalidate>
${hiddenField("lang", language)}${hiddenField("nonce", hidden.nonce)}${hiddenField("answerId", hidden.answerId)}
${whoGroup(form, view, values)}
${answerGroup(form, view, values)}
${several ? partsGroup(form, view, values) : ""}
${openParts(view.convocation)
  .filter(({ modality }) => modality === "hybrid")
  .map((part) => attendsGroup(form, part, values))}
<button name="action" value="check">${markup(t("continue"), language)}</button>
</form>`;
}

function whoGroup(form: Form, { language, invitee }: FormView, values: AnswerValues): Markup {
  const t = pageWords(language);
  const functional = invitee.functional ? "yes" : "no";
  const person = name(invitee.name);
  const more = html`<div class="more" id="more-who">
${textField(form, { name: "otherName", label: t("otherName"), value: values.otherName, most: 120, autocomplete: "name" })}
${textField(form, { name: "otherEmail", label: t("otherEmail"), value: values.otherEmail, most: 320, email: true, autocomplete: "email" })}</div>`;
  const radio = { type: "radio", name: "who" } as const;
  return group(form, {
    field: "who",
    legend: t("who"),
    choices: [
      choice(form, {
        ...radio,
        id: "who-self",
        value: "self",
        label: [person],
        chosen: values.who === "self",
        hint: t("who.self.hint", { functional }),
      }),
      choice(form, {
        ...radio,
        id: "who-other",
        value: "other",
        label: t("who.other"),
        chosen: values.who === "other",
        hint: t("who.other.hint", { functional, name: person }),
        more,
      }),
    ],
  });
}

function answerGroup(form: Form, view: FormView, values: AnswerValues): Markup {
  const { language, convocation, invitee, party } = view;
  const t = pageWords(language);
  const colleague = html`<div class="more" id="more-colleague">
${textField(form, { name: "colleagueName", label: t("colleagueName"), value: values.colleagueName, most: 120 })}
${textField(form, {
  name: "colleagueEmail",
  label: t("colleagueEmail"),
  value: values.colleagueEmail,
  most: 320,
  email: true,
  hint: t("colleagueEmail.hint"),
})}</div>`;
  const reason = textField(form, {
    name: "reason",
    label: t("reason"),
    value: values.reason,
    most: 500,
    hint: t("reason.hint"),
  });
  const hints: Partial<Record<AnswerKind, ReturnType<typeof t>>> = {
    ...(!invitee.entitled && { come: t("come.hint") }),
    "names-follow": t("names-follow.hint", { deadline: printMoment(convocation.namesBy, language) }),
    regret: t("regret.hint"),
    "no-part": t("no-part.hint"),
  };
  // Whoever does not answer for the delegation can only propose themselves.
  const kinds: readonly AnswerKind[] = invitee.entitled
    ? ["come", "colleague", "names-follow", "regret", "no-part"]
    : ["come"];
  const choices = kinds.map((kind) =>
    choice(form, {
      type: "radio",
      name: "answer",
      id: `answer-${kind}`,
      value: kind,
      label: commonWords(language)(`answer.${kind}`, { party: party.kind }),
      chosen: values.answer === kind,
      hint: hints[kind],
      more: kind === "colleague" ? colleague : undefined,
    }),
  );
  const more = invitee.entitled ? html`<div class="more" id="more-reason">${reason}</div>` : "";
  return group(form, { field: "answer", legend: t("answer"), choices: [...choices, more] });
}

function partsGroup(form: Form, { language, convocation }: FormView, values: AnswerValues): Markup {
  const t = pageWords(language);
  return group(form, {
    field: "parts",
    legend: t("parts"),
    hint: t("parts.hint"),
    choices: openParts(convocation).map((part) =>
      choice(form, {
        type: "checkbox",
        id: `part-${part.id}`,
        name: `part.${part.id}`,
        value: "yes",
        label: [title(part.title, language)],
        chosen: values.parts.includes(part.id),
      }),
    ),
  });
}

/** A hybrid part leaves it to the person: one question for each, nothing chosen beforehand. */
function attendsGroup({ language, problems }: Form, part: PartView, values: AnswerValues): Markup {
  const t = pageWords(language);
  const form: Form = { language, problems: isUnsaid(part, values) ? problems : [] };
  return group(form, {
    field: `attends-${part.id}`,
    about: "attends",
    legend: t("attends", { title: title(part.title, language) }),
    hint: t("attends.hint"),
    choices: (["in-person", "online"] as const).map((how) =>
      choice(form, {
        type: "radio",
        id: `attends-${part.id}-${how}`,
        name: `attends.${part.id}`,
        value: how,
        label: commonWords(language)(`attends.${how}`),
        chosen: said(values, part.id) === how,
      }),
    ),
  });
}
