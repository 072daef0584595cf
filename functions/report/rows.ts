import type { Document } from "#domain/document";
import type { Rendition } from "#domain/document-revision";
import type { Row } from "#platform/table";
import { keys, lists } from "#records/keys";

/** The document's head row. Only what is published stands in a library, the rest in its meeting's list, each with what that list shows. */
export function documentRow(document: Document): Row {
  return { ...plain(document), ...keys.document(document.id), ...listing(document) };
}

function listing(document: Document) {
  const { id, title, kind, part, dialogueId, convocationId, publishedAt, audience, adoption, revision } = document;
  const { state, marks, corrigendum, superseded, correction } = document;
  const languages = languagesOf(document.renditions);
  const shown = { id, title, kind, part, convocationId, languages, adoption, revision, marks };
  if (publishedAt === null)
    return { lpk: lists.ofConvocation(convocationId), lsk: `DOC#${id}`, b: plain({ ...shown, publishedAt, state }) };
  const before = superseded.map((old) => ({
    revision: old.revision,
    title: old.title,
    languages: languagesOf(old.renditions),
    corrigendum: old.corrigendum?.text ?? null,
    publishedAt: old.publishedAt,
    supersededAt: old.supersededAt,
  }));
  const now = { publishedAt, corrigendum: corrigendum?.text ?? null, correction: correction?.state ?? null };
  return {
    lpk: lists.library(dialogueId, audience),
    lsk: `${publishedAt}#${id}`,
    b: plain({ ...shown, ...now, superseded: before }),
  };
}

const languagesOf = (renditions: readonly Rendition[]) => renditions.map(({ language }) => language);

function plain(value: object): { readonly [name: string]: Row[string] } {
  return JSON.parse(JSON.stringify(value));
}
