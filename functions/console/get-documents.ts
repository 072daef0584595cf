import type { Tables } from "#platform/table";
import { readDocument } from "#records/document";
import { apiPage, NotThere, pageOf } from "./api-page.ts";
import { meetingOf } from "./get-meetings.ts";
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
    const { title, renditions, ...document } = held.document;
    return {
      ...document,
      title: { ...title },
      renditions: renditions.map(({ language, revision }) => ({ language, revision })),
    };
  });
