import { html } from "hono/html";
import { deadline, placeLine, recordedByLine, recordedLine, statusLines, whenLines } from "#correspondence/facts";
import { type Markup, markup } from "#correspondence/markup";
import type { AnswerPageView } from "#correspondence/page-views";
import { pageWords } from "#correspondence/page-words";
import { title } from "#correspondence/text";
import type { ConvocationView, PartView, RecordedView } from "#correspondence/views";
import { type Row, rows } from "./layout.ts";

/** What one is invited to: each part with its times and place, and until when to answer. */
export function invitationFacts(view: AnswerPageView): Markup {
  const { language, convocation, party, zone } = view;
  const t = pageWords(language);
  const nothingDue = view.step === "closed" && view.why !== "over";
  const part = (each: PartView) => {
    const heading = html`<h2>${markup([title(each.title, language)], language)}</h2>`;
    const when = { label: t("when"), values: whenLines(each, zone, language) };
    const where = { label: t("where"), values: [placeLine(each, language)] };
    return html`${heading}${rows(each.state === "cancelled" ? [when] : [when, where], language)}`;
  };
  const namesLater = convocation.namesBy.instant !== convocation.answersBy.instant;
  const due: Row[] = [
    { label: t("delegation"), values: [[title(party.name, language)]] },
    ...(convocation.chair === null ? [] : [{ label: t("chair"), values: [[title(convocation.chair, language)]] }]),
    ...(nothingDue ? [] : [{ label: t("answers-by"), values: deadline(convocation.answersBy, zone, language) }]),
    ...(namesLater && !nothingDue
      ? [{ label: t("names-by"), values: deadline(convocation.namesBy, zone, language) }]
      : []),
  ];
  return html`${rows(due, language)}${convocation.parts.map(part)}`;
}

/** What can be answered: a part that is postponed or cancelled is shown, and no choice. */
export function openParts({ parts }: Pick<ConvocationView, "parts">): readonly PartView[] {
  return parts.filter(({ state = "convened" }) => state === "convened");
}

/** What is recorded, by whom and when, and where each part stands. */
export function recordedFacts({ language, convocation }: AnswerPageView, recorded: RecordedView): Markup {
  const t = pageWords(language);
  const statuses = recorded.parts.map((part) => ({
    label: [title(part.title, language)],
    values: statusLines(part, language),
  }));
  return rows(
    [
      { label: t("recorded.answer"), values: [recordedLine(recorded, language)] },
      { label: t("recorded.by"), values: [recordedByLine(recorded, convocation.answersBy.zone, language)] },
      ...statuses,
    ],
    language,
  );
}
