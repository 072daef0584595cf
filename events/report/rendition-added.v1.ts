import * as z from "zod/mini";
import { fact, id, language } from "#events/envelope";

/** A document exists in one more language, or in a new revision of one. Published by add-rendition. */
export const reportRenditionAdded = fact(
  "report.rendition-added.v1",
  { documentId: id, language, revision: z.number() },
  { consumers: "none" },
);
