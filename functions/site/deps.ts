import { createHash } from "node:crypto";
import type { MessagePageView } from "#correspondence/page-views";
import { messagePage } from "#correspondence/pages/messages";
import { pageStyle } from "#correspondence/pages/style";
import type { Language } from "#events/envelope";
import { environmentLanguages, environmentSecretariat } from "#platform/environment";
import { type Form, readForm } from "#platform/form";
import type { PageEvent, PageResult } from "#platform/http";

/** The one inline style sheet of every page, as the content security policy names it. */
export const styleHash = `sha256-${createHash("sha256").update(pageStyle).digest("base64")}`;

export const secretariat = environmentSecretariat;

const HTML = { "content-type": "text/html; charset=utf-8", vary: "accept-language" };
export function htmlPage(statusCode: number, body: string): PageResult {
  return { statusCode, headers: HTML, body };
}
/** A page that nobody keeps and no search engine lists, whatever stands at its neighbours. */
export function ownPage(statusCode: number, body: string): PageResult {
  return {
    statusCode,
    headers: { ...HTML, "cache-control": "no-store", "x-robots-tag": "noindex, nofollow" },
    body,
  };
}

const statusOf: Record<MessagePageView["kind"], number> = {
  "not-valid": 404,
  "too-late": 410,
  "not-found": 404,
  failed: 500,
  "wrong-request": 400,
  preview: 200,
};
/** A page that says what is wrong and what to do; without a language, in all of them. */
export function message(
  kind: MessagePageView["kind"],
  language: Language | null,
  statusCode = statusOf[kind],
): PageResult {
  return ownPage(statusCode, messagePage({ kind, language, secretariat: secretariat(), notice: null }));
}

/** What is said of a form that cannot be read, or that did not come from our page. */
export function wrongRequest(form: Form, language: Language): PageResult {
  return message("wrong-request", language, "fault" in form && form.fault === "too-large" ? 413 : 400);
}

export function languageAsked(event: PageEvent): Language | undefined {
  return environmentLanguages().find((language) => language === event.queryStringParameters?.["lang"]);
}

/** The first of the stage's languages that a browser asks for. A header of any length costs no more than its beginning. */
export function languageOfBrowser(event: PageEvent): Language | undefined {
  const wanted = (event.headers["accept-language"] ?? "").slice(0, 200).toLowerCase().split(",");
  return wanted
    .map((tag) => environmentLanguages().find((language) => tag.trim().slice(0, 2) === language))
    .find((language) => language !== undefined);
}

/** The language of the form that was posted: the one of the page that its reader looked at. */
export function languagePosted(event: PageEvent): Language | undefined {
  const form = readForm(event);
  return "fields" in form ? environmentLanguages().find((language) => language === form.fields.get("lang")) : undefined;
}

/** What a request says of its reader's language, where no invitee is known; null where it says nothing. */
export function languageOfReader(event: PageEvent): Language | null {
  return languagePosted(event) ?? languageAsked(event) ?? languageOfBrowser(event) ?? null;
}

export function segment(event: PageEvent, name: string): string {
  return event.pathParameters?.[name] ?? "";
}
