import type { AnswerPageView, AnswerValues } from "#correspondence/page-views";
import { openParts } from "./answer-facts.ts";
import type { Carried } from "./layout.ts";

type At<Step extends AnswerPageView["step"]> = Extract<AnswerPageView, { step: Step }>;

export const comes = ({ answer }: AnswerValues) =>
  answer === "come" || answer === "colleague" || answer === "names-follow";

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
  };
}

/** Everything that was typed, and how the same page is asked for again; undefined for a page that a link opens just as well. */
export function typed({ values, problems, recorded, hidden, convocation }: At<"form">): Carried | undefined {
  const { parts, who, answer, ...texts } = values;
  const open = openParts(convocation);
  const ticked = open.filter(({ id }) => open.length > 1 && parts.includes(id));
  const untouched =
    who === null && answer === null && ticked.length === 0 && Object.values(texts).every((text) => text === "");
  if (untouched && problems.length === 0 && recorded === null) return undefined;
  const whole = problems.find((problem) => problem.startsWith("form."));
  return {
    nonce: hidden.nonce,
    answerId: hidden.answerId,
    ...(who !== null && { who }),
    ...(answer !== null && { answer }),
    ...Object.fromEntries(ticked.map(({ id }) => [`part.${id}`, "yes"])),
    ...texts,
    action: whole ?? (problems.length > 0 ? "check" : "change"),
  };
}
