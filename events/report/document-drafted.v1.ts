import { fact, id } from "#events/envelope";

/** A document of a meeting was begun. Published by draft-document. */
export const reportDocumentDrafted = fact(
  "report.document-drafted.v1",
  { documentId: id, convocationId: id, part: id },
  { consumers: "none" },
);
