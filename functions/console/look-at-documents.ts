import type { Document } from "#domain/document";
import type { Rendition } from "#domain/document-revision";
import type { Language } from "#events/envelope";
import type { Files } from "#platform/files";
import type { Tables } from "#platform/table";
import { readDocument } from "#records/document";

export async function document(tables: Tables, documentId: string) {
  const held = await readDocument(tables, documentId);
  return held && { document: { ...held.document, assembles: await assembly(tables, held.document) } };
}

/** What a document is put together from, and how far each of it is; `missing` is nobody's document yet. */
export async function assembly(tables: Tables, { assembles }: Pick<Document, "assembles">) {
  return Promise.all(
    assembles.map(async (each) => {
      if (!("document" in each)) return each;
      const held = await readDocument(tables, each.document);
      return { document: each.document, state: held?.document.state ?? ("missing" as const) };
    }),
  );
}

interface Asked {
  readonly documentId: string;
  readonly language: Language;
  /** Of the document, as it was published. */
  readonly revision?: number;
  /** Of the text in its language, published or not. */
  readonly rendition?: number;
}
/** A document's text in one language: as it would be published next, of a published revision, or of a text by its number. */
export async function text({ tables, blobs }: { tables: Tables; blobs: Files }, asked: Asked) {
  const held = await readDocument(tables, asked.documentId);
  const rendition = (held ? textsOf(held.document, asked) : []).find(
    ({ language, revision }) =>
      language === asked.language && (asked.rendition === undefined || revision === asked.rendition),
  );
  return (
    rendition && { language: rendition.language, revision: rendition.revision, text: await blobs.get(rendition.file) }
  );
}

function textsOf(document: Document, { revision, rendition }: Asked): readonly Rendition[] {
  const { renditions, correction, superseded } = document;
  const before = superseded.find((old) => old.revision === revision)?.renditions ?? [];
  if (rendition !== undefined)
    return [renditions, correction?.renditions ?? [], ...superseded.map((old) => old.renditions)].flat();
  if (revision === undefined) return correction?.renditions ?? renditions;
  return revision === document.revision ? renditions : before;
}
