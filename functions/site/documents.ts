import { documentPage } from "#correspondence/pages/document";
import type { Document } from "#domain/document";
import { isOpenTo } from "#domain/document-access";
import type { Corrigendum, Rendition } from "#domain/document-revision";
import { id as documentId, type Language, type Texts } from "#events/envelope";
import type { Blobs } from "#platform/blobs";
import { environment } from "#platform/environment";
import type { Page, PageEvent } from "#platform/http";
import { readConvocation } from "#records/convocation";
import { readDocument } from "#records/document";
import { addressOf, base, type Deps, languageOf, ofRevision } from "./base.ts";
import { htmlPage, message, ownPage, secretariat, segment } from "./deps.ts";

/** An address that has not the form of an id names nothing; the table, whose keys have an end, is not asked. */
async function documentAt({ tables }: Deps, event: PageEvent) {
  const named = documentId.safeParse(segment(event, "document"));
  return named.success ? readDocument(tables, named.data) : undefined;
}

/** The revision that an address names; without one the text in force. Undefined where it was never published. */
function editionAt(document: Document, event: PageEvent): Edition | undefined {
  const named = segment(event, "revision");
  const all = editionsOf(document);
  return named === "" ? all[0] : all.find(({ revision }) => String(revision) === named);
}

/** A public document. One that is not published, not public, or of another dialogue, is not there. */
export const getDocument =
  (deps: Deps): Page =>
  async (event) => {
    const held = await documentAt(deps, event);
    const open = held?.document.state === "published" && held.document.audience === "public";
    const edition = open ? editionAt(held.document, event) : undefined;
    if (!edition || held?.document.dialogueId !== environment("DIALOGUE"))
      return message("not-found", languageOf(event));
    const { document } = held;
    return htmlPage(200, await rendered(deps, document, edition, addressOf(document.id), languageOf(event)));
  };

/** A closed document, by the link of somebody to whom it is open. For everybody else it looks as if there were none. */
export const getClosedDocument =
  (deps: Deps): Page =>
  async (event) => {
    const token = segment(event, "token");
    const holder = await deps.open(token, "document");
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
    const edition = editionAt(document, event);
    if (!edition || (document.audience !== "public" && !isOpenTo(document.audience, document.part, reader)))
      return message("not-valid", languageOf(event));
    const address = `${environment("SITE_URL")}/d/${token}/${document.id}`;
    return ownPage(200, await rendered(deps, document, edition, address, languageOf(event)));
  };

interface Edition {
  readonly revision: number;
  readonly title: Texts;
  readonly adoption: Document["adoption"];
  readonly renditions: readonly Rendition[];
  readonly corrigendum: Corrigendum | null;
  readonly publishedAt: string;
  readonly supersededAt: string | null;
}
/** Every revision that was published, the one in force first. */
function editionsOf(document: Document): Edition[] {
  const { revision, title, adoption, renditions, corrigendum, publishedAt } = document;
  const current = { revision, title, adoption, renditions, corrigendum, publishedAt: publishedAt ?? "" };
  return [{ ...current, supersededAt: null }, ...document.superseded.toReversed()];
}

async function rendered(
  { tables, blobs }: Deps,
  document: Document,
  edition: Edition,
  address: string,
  language: Language,
): Promise<string> {
  const held = await readConvocation(tables, document.convocationId);
  const { parts = [], title } = held?.convocation ?? {};
  const own = parts.filter(({ id }) => document.part === null || id === document.part);
  const { revision, supersededAt } = edition;
  const next = editionsOf(document).find((other) => other.revision === revision + 1);
  return documentPage({
    ...base(language),
    feed: document.audience === "public" ? base(language).feed : null,
    title: edition.title,
    meeting: (document.part === null ? title : own[0]?.title) ?? document.title,
    parts: own,
    publishedAt: edition.publishedAt,
    adoption: edition.adoption,
    revision,
    corrigendum: edition.corrigendum?.text ?? null,
    supersededBy:
      supersededAt === null || !next?.corrigendum
        ? null
        : { revision: revision + 1, at: supersededAt, corrigendum: next.corrigendum.text, current: address },
    earlier: supersededAt === null ? document.superseded.toReversed().map((old) => earlier(old, address)) : [],
    clearedBy: secretariat().name,
    renditions: await textsOf(blobs, document.id, edition.renditions),
  });
}

function earlier({ revision, publishedAt, supersededAt }: Document["superseded"][number], address: string) {
  return { revision, publishedAt, supersededAt, href: ofRevision(address, revision) };
}

async function textsOf(blobs: Blobs, id: string, renditions: readonly Rendition[]) {
  return Promise.all(
    renditions.map(async (rendition) => {
      const text = await blobs.get(rendition.file);
      if (text === undefined) throw new Error(`The text ${rendition.file} of ${id} is not there.`);
      return {
        language: rendition.language,
        paragraphs: text
          .split(/\n\s*\n/)
          .map((paragraph) => paragraph.trim())
          .filter((paragraph) => paragraph !== ""),
      };
    }),
  );
}
