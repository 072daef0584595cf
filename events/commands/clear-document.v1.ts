import * as z from "zod/mini";
import { adoption } from "#events/document";
import { command, id } from "#events/envelope";

/** Clears every rendition of a document, or of its correction, for publication. Not its author, and not a machine. */
export const clearDocument = command(
  "clear-document.v1",
  { noun: "report", machines: "none" },
  { documentId: id, adoption: z.exactOptional(adoption) },
);
