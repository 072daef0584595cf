import type { Document } from "#domain/document";
import type { Row } from "#platform/table";
import { keys, lists } from "#records/keys";

/** The document's head row. Only what is published stands in a library, with what its list shows. */
export function documentRow(document: Document): Row {
  const plain: { readonly [name: string]: Row[string] } = JSON.parse(JSON.stringify(document));
  const { id, title, kind, part, convocationId, publishedAt, audience } = document;
  const languages = document.renditions.map((rendition) => rendition.language);
  return {
    ...plain,
    ...keys.document(id),
    ...(publishedAt !== null && {
      lpk: lists.library(audience),
      lsk: `${publishedAt}#${id}`,
      b: { id, title: { ...title }, kind, part, convocationId, publishedAt, languages },
    }),
  };
}
