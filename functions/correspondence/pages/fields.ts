import { html } from "hono/html";
import { type Markup, markup } from "#correspondence/markup";
import type { Problem } from "#correspondence/page-views";
import { pageWords } from "#correspondence/page-words";
import { clean, type Phrase } from "#correspondence/text";
import type { Language } from "#events/envelope";

/** The fields of one form, and what is wrong with them. */
export interface Form {
  readonly language: Language;
  readonly problems: readonly Problem[];
}
const fieldOf = (problem: Problem) => problem.slice(0, problem.indexOf("."));
const problemOf = ({ problems }: Form, field: string) => problems.find((problem) => fieldOf(problem) === field);

/** What is wrong, at the top, each line leading to its field. It takes the focus, which without a script only autofocus can give. */
export function problemSummary({ language, problems }: Form, targets: Readonly<Record<string, string>>): Markup {
  const t = pageWords(language);
  const line = (problem: Problem) => {
    const target = targets[fieldOf(problem)];
    const sentence = markup(t(`problem.${problem}`), language);
    return html`<li>${target === undefined ? html`<span class="wrong">${sentence}</span>` : html`<a href="#${target}">${sentence}</a>`}</li>`;
  };
  return html`<div class="problem" role="alert" tabindex="-1" autofocus><h2>${markup(t("problem"), language)}</h2>
<ul>${problems.map(line)}</ul></div>`;
}

/** The sentence at the field itself, with the id that the field names in aria-describedby. */
function problemLine(form: Form, field: string, about = field): Markup | "" {
  const problem = problemOf(form, about);
  if (problem === undefined) return "";
  return html`<p class="wrong" id="${field}-problem">${markup(pageWords(form.language)(`problem.${problem}`), form.language)}</p>`;
}

export interface Text {
  readonly name: string;
  readonly label: Phrase;
  readonly value: string;
  readonly most: number;
  readonly hint?: Phrase;
  readonly email?: boolean;
  readonly autocomplete?: "name" | "email";
}
export function textField(form: Form, field: Text): Markup {
  const { name, label, value, most, hint } = field;
  const faulty = problemOf(form, name) !== undefined;
  const described = [...(hint ? [`${name}-hint`] : []), ...(faulty ? [`${name}-problem`] : [])].join(" ");
  const kind = field.email
    ? html` type="email" inputmode="email" dir="ltr" spellcheck="false"`
    : html` type="text" dir="auto"`;
  return html`<div class="field"><label for="${name}">${markup(label, form.language)}</label>
${hint ? html`<p class="quiet" id="${name}-hint">${markup(hint, form.language)}</p>` : ""}${problemLine(form, name)}
<input id="${name}" name="${name}"${kind} value="${clean(value, most * 2)}" maxlength="${most}"${
    field.autocomplete ? html` autocomplete="${field.autocomplete}"` : html` autocomplete="off"`
  }${described === "" ? "" : html` aria-describedby="${described}"`}${faulty ? html` aria-invalid="true"` : ""}></div>`;
}

export interface Choice {
  readonly type: "radio" | "checkbox";
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly label: Phrase;
  readonly chosen: boolean;
  readonly hint?: Phrase | undefined;
  /** Fields that belong to this choice; hidden while it is not taken, where the browser can. */
  readonly more?: Markup | undefined;
}
export function choice(form: Form, { type, id, name, value, label, chosen, hint, more }: Choice): Markup {
  const described = hint ? html` aria-describedby="${id}-hint"` : "";
  return html`<div class="choice"><input type="${type}" id="${id}" name="${name}" value="${value}"${chosen ? html` checked` : ""}${described}>
<label for="${id}">${markup(label, form.language)}</label>${
    hint ? html`<p class="quiet" id="${id}-hint">${markup(hint, form.language)}</p>` : ""
  }</div>${more ?? ""}`;
}

export interface Group {
  readonly field: string;
  /** The problem that is this group's, where several groups ask the same. */
  readonly about?: string | undefined;
  readonly legend: Phrase;
  readonly hint?: Phrase;
  readonly choices: readonly (Markup | "")[];
}
export function group(form: Form, { field, about, legend, hint, choices }: Group): Markup {
  const faulty = problemOf(form, about ?? field) !== undefined;
  return html`<fieldset id="${field}"${faulty ? html` class="faulty" aria-describedby="${field}-problem"` : ""}>
<legend>${markup(legend, form.language)}</legend>
${hint ? html`<p class="quiet">${markup(hint, form.language)}</p>` : ""}${problemLine(form, field, about)}
${choices}</fieldset>`;
}
