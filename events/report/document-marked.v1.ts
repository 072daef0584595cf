import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** The days of a document that are its meeting's no more were looked for again, after the meeting's revision moved it. Published by report on meeting.changed. */
export const reportDocumentMarked = fact(
  "report.document-marked.v1",
  { documentId: id, convocationId: id, revision: z.number() },
  { consumers: "none" },
);
