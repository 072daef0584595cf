import { PREVIEW_TOKEN } from "#correspondence/preview";
import { offered } from "#platform/environment";
import type { Page } from "#platform/http";
import { noValues } from "./answer-values.ts";
import { htmlPage, languageAsked, languageOfReader, message, segment } from "./deps.ts";
import type { opener } from "./invited.ts";
import { type AnswerDeps, inviteeOf, showAnswer, stepNow } from "./show-answer.ts";

/** Opening a link writes nothing: scanners do it too. Whatever stands in the query but the language is not looked at. */
export const getAnswer =
  (deps: AnswerDeps & { open: ReturnType<typeof opener> }): Page =>
  async (event) => {
    const token = segment(event, "token");
    if (token === PREVIEW_TOKEN) return message("preview", languageOfReader(event));
    const holder = await deps.open(token, "answer");
    const invitee = holder && inviteeOf(holder);
    if (!holder || !invitee) return message("not-valid", languageOfReader(event));
    const language = languageAsked(event) ?? offered(invitee.language);
    return htmlPage(200, await showAnswer(deps, holder, language, stepNow(holder, deps.clock.now(), noValues)));
  };
