import { aboutView, partView } from "#correspondence/from-domain";
import { feed } from "#correspondence/pages/feed";
import { documentPage, homePage } from "#correspondence/pages/site";
import type { Document } from "#domain/document";
import { isOpenTo } from "#domain/document-access";
import { id as documentId, type Language } from "#events/envelope";
import type { Blobs } from "#platform/blobs";
import type { Clock } from "#platform/clock";
import { environment, environmentTexts, offered } from "#platform/environment";
import type { Page, PageEvent } from "#platform/http";
import type { Tables } from "#platform/table";
import { readConvocation, readConvocationRow } from "#records/convocation";
import { readDocument, readLibrary } from "#records/document";
import { keys, lists } from "#records/keys";
import { readParties } from "#records/names";
import { htmlPage, languageAsked, languageOfBrowser, message, ownPage, secretariat, segment } from "./deps.ts";
import type { opener } from "./invited.ts";

interface Deps {
  readonly tables: Tables;
  readonly blobs: Blobs;
  readonly clock: Clock;
  readonly open: ReturnType<typeof opener>;
}
const languageOf = (event: PageEvent): Language => languageAsked(event) ?? languageOfBrowser(event) ?? offered();
const base = (language: Language) => ({
  language,
  secretariat: secretariat(),
  notice: null,
  dialogue: environmentTexts("DIALOGUE_NAME"),
  /** Of the dates of publication; a meeting's own times are printed in the meeting's. */
  zone: environment("TIME_ZONE"),
  home: `${environment("SITE_URL")}/`,
  feed: `${environment("SITE_URL")}/feed.atom`,
});

async function published({ tables }: Deps) {
  const documents = await readLibrary(tables, "public");
  const rows = await tables.getMany(
    [...new Set(documents.map(({ convocationId }) => convocationId))].map(keys.convocation),
  );
  const convocations = rows.map(readConvocationRow).filter(({ dialogueId }) => dialogueId === environment("DIALOGUE"));
  const own = new Set(convocations.map(({ id }) => id));
  const titles = new Map(convocations.flatMap(({ parts }) => parts.map(({ id, title }) => [id, title] as const)));
  return documents
    .filter(({ convocationId }) => own.has(convocationId))
    .map((document) => ({
      ...document,
      meeting: titles.get(document.part) ?? document.title,
      href: `${environment("SITE_URL")}/documents/${document.id}`,
    }));
}

/** What was published, newest first, and the meetings to come. */
export const getHome =
  (deps: Deps): Page =>
  async (event) => {
    const { tables, clock } = deps;
    const listed = await tables.queryIndex({
      index: "list",
      pk: lists.convocationsOf(environment("DIALOGUE")),
      newestFirst: true,
      limit: 20,
    });
    const rows = await tables.getMany(listed.map(({ pk }) => ({ pk, sk: "#" })));
    const coming = rows
      .map(readConvocationRow)
      .filter(({ ends }) => ends > clock.now())
      .sort((a, b) => (a.starts < b.starts ? -1 : 1));
    const named = coming.flatMap(({ parts }) =>
      parts.flatMap(({ place, hosts, coHosts, chair, coChairs }) => [
        ...(place ? [place.country] : []),
        ...(chair === null ? [] : [chair]),
        ...[...hosts, ...coHosts, ...coChairs],
      ]),
    );
    const { names } = await readParties(tables, environment("DIALOGUE"), named);
    const meetings = coming.map(({ title, parts }) => ({
      title,
      parts: parts.map((part) => ({ ...partView(part, names), about: aboutView(part, names) })),
    }));
    return htmlPage(200, homePage({ ...base(languageOf(event)), documents: await published(deps), meetings }));
  };

/** The Atom feed. What is published is published for ever: an entry's id is its address. */
export const getFeed =
  (deps: Deps): Page =>
  async (event) => {
    const entries = (await published(deps)).map((document) => ({ ...document, id: document.href }));
    const language = languageAsked(event) ?? offered();
    const { dialogue, home, feed: self } = base(language);
    const view = {
      language,
      dialogue,
      secretariat: secretariat(),
      self,
      home,
      updated: entries[0]?.publishedAt ?? "1970-01-01T00:00:00Z",
      entries,
    };
    return { statusCode: 200, headers: { "content-type": "application/atom+xml; charset=utf-8" }, body: feed(view) };
  };

/** An address that has not the form of an id names nothing; the table, whose keys have an end, is not asked. */
async function documentAt({ tables }: Deps, event: PageEvent) {
  const named = documentId.safeParse(segment(event, "document"));
  return named.success ? readDocument(tables, named.data) : undefined;
}

/** A public document. One that is not published, not public, or of another dialogue, is not there. */
export const getDocument =
  (deps: Deps): Page =>
  async (event) => {
    const held = await documentAt(deps, event);
    const open = held?.document.state === "published" && held.document.audience === "public";
    if (!open || held.document.dialogueId !== environment("DIALOGUE")) return message("not-found", languageOf(event));
    return htmlPage(200, await rendered(deps, held.document, languageOf(event)));
  };

/** A closed document, by the link of somebody to whom it is open. For everybody else it looks as if there were none. */
export const getClosedDocument =
  (deps: Deps): Page =>
  async (event) => {
    const holder = await deps.open(segment(event, "token"), "document");
    const held = holder && (await documentAt(deps, event));
    if (!holder || held?.document.state !== "published" || held.document.convocationId !== holder.convocation.id)
      return message("not-valid", languageOf(event));
    const { document } = held;
    const { delegation, registrations } = holder.view;
    const own = registrations.find(({ registration }) => registration.number === holder.person)?.registration;
    const reader = {
      invitedTo: Object.keys(delegation.parts),
      registeredFor: own?.state === "registered" ? own.parts : [],
      member: delegation.member,
    };
    if (document.audience !== "public" && !isOpenTo(document.audience, document.part, reader))
      return message("not-valid", languageOf(event));
    return ownPage(200, await rendered(deps, document, languageOf(event)));
  };

async function rendered({ tables, blobs }: Deps, document: Document, language: Language): Promise<string> {
  const held = await readConvocation(tables, document.convocationId);
  const part = held?.convocation.parts.find(({ id }) => id === document.part);
  const renditions = await Promise.all(
    document.renditions.map(async (rendition) => {
      const text = await blobs.get(rendition.file);
      if (text === undefined) throw new Error(`The text ${rendition.file} of ${document.id} is not there.`);
      return {
        language: rendition.language,
        paragraphs: text
          .split(/\n\s*\n/)
          .map((paragraph) => paragraph.trim())
          .filter((paragraph) => paragraph !== ""),
      };
    }),
  );
  return documentPage({
    ...base(language),
    feed: document.audience === "public" ? base(language).feed : null,
    title: document.title,
    meeting: part?.title ?? document.title,
    sessions: part?.sessions ?? [],
    publishedAt: document.publishedAt ?? "",
    clearedBy: secretariat().name,
    renditions,
  });
}
