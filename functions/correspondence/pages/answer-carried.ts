import type { AnswerPageView, AnswerValues } from "#correspondence/page-views";
import type { ConvocationView, PartView } from "#correspondence/views";
import type { Attends } from "#events/attends";
import { openParts } from "./answer-facts.ts";
import type { Carried } from "./layout.ts";

type At<Step extends AnswerPageView["step"]> = Extract<AnswerPageView, { step: Step }>;

export const comes = ({ answer }: AnswerValues) =>
  answer === "come" || answer === "colleague" || answer === "names-follow";

const names = ({ answer }: AnswerValues) => answer === "come" || answer === "colleague";

export function said({ attends }: AnswerValues, part: string): Attends | null {
  return Object.hasOwn(attends, part) ? (attends[part] ?? null) : null;
}

/** A hybrid part that the person comes to, and nothing chosen of how. */
export function isUnsaid({ id, modality }: PartView, values: AnswerValues): boolean {
  return modality === "hybrid" && names(values) && values.parts.includes(id) && said(values, id) === null;
}

/** How a person attends each hybrid part that they come to, as far as it is said. */
export function attendsOf(values: AnswerValues, convocation: ConvocationView) {
  return openParts(convocation).flatMap(({ id, title, modality }) => {
    const how = modality === "hybrid" && names(values) && values.parts.includes(id) ? said(values, id) : null;
    return how === null ? [] : [{ id, title, how }];
  });
}

/** Only what belongs to the answer: a reason typed for another one stays behind. */
export function checked({ values, hidden, convocation }: At<"check">): Carried {
  const { who, answer } = values;
  const ticked = openParts(convocation).filter(({ id }) => comes(values) && values.parts.includes(id));
  return {
    nonce: hidden.nonce,
    answerId: hidden.answerId,
    ...(who !== null && { who }),
    ...(who === "other" && { otherName: values.otherName, otherEmail: values.otherEmail }),
    ...(answer !== null && { answer }),
    ...(answer === "colleague" && { colleagueName: values.colleagueName, colleagueEmail: values.colleagueEmail }),
    ...(!comes(values) && values.reason !== "" && { reason: values.reason }),
    ...Object.fromEntries(ticked.map(({ id }) => [`part.${id}`, "yes"])),
    ...Object.fromEntries(attendsOf(values, convocation).map(({ id, how }) => [`attends.${id}`, how])),
  };
}

/** Everything that was typed, and how the same page is asked for again; undefined for a page that a link opens just as well. */
export function typed({ values, problems, recorded, hidden, convocation }: At<"form">): Carried | undefined {
  const { parts, who, answer, attends, ...texts } = values;
  const chosen = Object.entries(attends).flatMap(([id, how]) => (how === null ? [] : [[`attends.${id}`, how]]));
  const open = openParts(convocation);
  const ticked = open.filter(({ id }) => open.length > 1 && parts.includes(id));
  const untouched =
    who === null &&
    answer === null &&
    ticked.length === 0 &&
    chosen.length === 0 &&
    Object.values(texts).every((text) => text === "");
  if (untouched && problems.length === 0 && recorded === null) return undefined;
  const whole = problems.find((problem) => problem.startsWith("form."));
  return {
    nonce: hidden.nonce,
    answerId: hidden.answerId,
    ...(who !== null && { who }),
    ...(answer !== null && { answer }),
    ...Object.fromEntries(ticked.map(({ id }) => [`part.${id}`, "yes"])),
    ...Object.fromEntries(chosen),
    ...texts,
    action: whole ?? (problems.length > 0 ? "check" : "change"),
  };
}
