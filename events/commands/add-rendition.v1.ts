import { command, id, language } from "#events/envelope";

/** Adds a document's text in one language, from a file that was handed in before (plain text, paragraphs set apart by an empty line). */
export const addRendition = command(
  "add-rendition.v1",
  { noun: "report", machines: "any" },
  { documentId: id, language, fileId: id },
);
