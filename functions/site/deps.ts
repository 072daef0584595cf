import { createHash } from "node:crypto";
import { secretariatView } from "#correspondence/from-domain";
import type { MessagePageView } from "#correspondence/page-views";
import { messagePage } from "#correspondence/pages/messages";
import { pageStyle } from "#correspondence/pages/style";
import { type Language, languages } from "#events/envelope";
import { environment } from "#platform/environment";
import type { PageEvent, PageResult } from "#platform/http";

/** The one inline style sheet of every page, as the content security policy names it. */
export const styleHash = `sha256-${createHash("sha256").update(pageStyle).digest("base64")}`;

export const secretariat = () => secretariatView(environment("SECRETARIAT_NAME"), environment("MAIL_REPLY_TO"));

export function htmlPage(statusCode: number, body: string): PageResult {
  return { statusCode, headers: { "content-type": "text/html; charset=utf-8" }, body };
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
  return htmlPage(statusCode, messagePage({ kind, language, secretariat: secretariat(), notice: null }));
}

export function languageAsked(event: PageEvent): Language | undefined {
  return languages.find((language) => language === event.queryStringParameters?.["lang"]);
}

/** The first of our languages that a browser asks for. A header of any length costs no more than its beginning. */
export function languageOfBrowser(event: PageEvent): Language | undefined {
  const wanted = (event.headers["accept-language"] ?? "").slice(0, 200).toLowerCase().split(",");
  return wanted
    .map((tag) => languages.find((language) => tag.trim().slice(0, 2) === language))
    .find((language) => language !== undefined);
}

export function segment(event: PageEvent, name: string): string {
  return event.pathParameters?.[name] ?? "";
}
