import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** The correction of a published document was begun, or its corrigendum said anew. Published by correct-document. */
export const reportCorrectionDrafted = fact(
  "report.correction-drafted.v1",
  { documentId: id, revision: z.number() },
  { consumers: "none" },
);
