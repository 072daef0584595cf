import * as z from "zod/mini";
import { command, id, language, line } from "#events/envelope";

/** Adds the text of a document, or of its correction, in one language, from a file that was handed in before (plain text, paragraphs set apart by an empty line); its title there too, where that changes. */
export const addRendition = command(
  "add-rendition.v1",
  { noun: "report", machines: "any" },
  { documentId: id, language, fileId: id, title: z.exactOptional(line(200)) },
);
