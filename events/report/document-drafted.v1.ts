import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A document of a meeting was begun; without a part it is the whole convocation's. Published by draft-document. */
export const reportDocumentDrafted = fact(
  "report.document-drafted.v1",
  { documentId: id, convocationId: id, part: z.exactOptional(id) },
  { consumers: "none" },
);
