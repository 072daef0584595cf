import type { Document } from "#domain/document";
import type { Rendition } from "#domain/document-revision";
import type { Tables } from "#platform/table";
import { readDocument } from "#records/document";
import { apiPage, NotThere, pageOf } from "./api-page.ts";
import { meetingOf } from "./get-meetings.ts";
import { assembly } from "./look-at-documents.ts";
import { documents } from "./looks.ts";

interface Deps {
  readonly tables: Tables;
}

export const getDocuments = ({ tables }: Deps) =>
  apiPage("/api/v1/meetings/{meeting}/documents", async (asked) => {
    const { id, dialogueId } = await meetingOf(tables, asked);
    const held = await documents(tables, { dialogueId, convocationId: id });
    return pageOf(`/api/v1/meetings/${id}/documents`, held.documents, asked);
  });

export const getDocument = ({ tables }: Deps) =>
  apiPage("/api/v1/documents/{document}", async (asked) => {
    const held = await readDocument(tables, asked.id("document"));
    if (!held)
      throw new NotThere("There is no document of this id. A meeting's address ends in /documents for its list.");
    return { ...shown(held.document), assembles: await assembly(tables, held.document) };
  });

/** Without what is for the record alone: who wrote and cleared it, why it was corrected, where its texts lie. */
function shown(document: Document) {
  const { id, convocationId, part, kind, audience, title, adoption, state, publishedAt, revision } = document;
  const { fileName, toBeClearedBy, corrigendum, correction, superseded } = document;
  return {
    ...{ id, convocationId, part, kind, audience, title, adoption, state, publishedAt, revision },
    ...{ fileName, toBeClearedBy },
    renditions: textsOf(document),
    corrigendum: corrigendum?.text ?? null,
    correction: correction && { state: correction.state, renditions: textsOf(correction) },
    superseded: superseded.map((old) => ({
      revision: old.revision,
      title: old.title,
      publishedAt: old.publishedAt,
      supersededAt: old.supersededAt,
      corrigendum: old.corrigendum?.text ?? null,
      renditions: textsOf(old),
    })),
    marks: document.marks.map(({ revision: since, found }) => ({
      revision: since,
      found: found.map(({ where, dates }) => ({ where, dates: [...dates] })),
    })),
  };
}

const textsOf = ({ renditions }: { readonly renditions: readonly Rendition[] }) =>
  renditions.map(({ language, revision }) => ({ language, revision }));
