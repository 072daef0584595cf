import type { Language } from "#events/envelope";
import type { Blobs } from "#platform/blobs";
import type { Clock } from "#platform/clock";
import { environment, environmentTexts, offered } from "#platform/environment";
import type { PageEvent } from "#platform/http";
import type { Tables } from "#platform/table";
import { languageAsked, languageOfBrowser, secretariat } from "./deps.ts";
import type { opener } from "./invited.ts";

export interface Deps {
  readonly tables: Tables;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly open: ReturnType<typeof opener>;
}
export const languageOf = (event: PageEvent): Language => languageAsked(event) ?? languageOfBrowser(event) ?? offered();

/** What every page of the site says of the dialogue. */
export const base = (language: Language) => ({
  language,
  secretariat: secretariat(),
  notice: null,
  dialogue: environmentTexts("DIALOGUE_NAME"),
  /** Of the dates of publication; a meeting's own times are printed in the meeting's. */
  zone: environment("TIME_ZONE"),
  home: `${environment("SITE_URL")}/`,
  feed: `${environment("SITE_URL")}/feed.atom`,
});

/** The address of a public document in force, or of one of its revisions, which never changes. */
export function addressOf(documentId: string, revision?: number): string {
  return ofRevision(`${environment("SITE_URL")}/documents/${documentId}`, revision);
}
export function ofRevision(address: string, revision?: number): string {
  return revision === undefined ? address : `${address}/revisions/${revision}`;
}
