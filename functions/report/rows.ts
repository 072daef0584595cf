import type { Document } from "#domain/document";
import type { Row } from "#platform/table";
import { keys, lists } from "#records/keys";

/** The document's head row. Only what is published stands in a library, the rest in its meeting's list, each with what that list shows. */
export function documentRow(document: Document): Row {
  const plain: { readonly [name: string]: Row[string] } = JSON.parse(JSON.stringify(document));
  const { id, title, kind, part, convocationId, publishedAt, audience } = document;
  const languages = document.renditions.map((rendition) => rendition.language);
  const shown = { id, title: { ...title }, kind, part, convocationId, languages };
  return {
    ...plain,
    ...keys.document(id),
    ...(publishedAt === null
      ? {
          lpk: lists.ofConvocation(convocationId),
          lsk: `DOC#${id}`,
          b: { ...shown, publishedAt, state: document.state },
        }
      : { lpk: lists.library(audience), lsk: `${publishedAt}#${id}`, b: { ...shown, publishedAt } }),
  };
}
