import { fact, id } from "#events/envelope";

/** Somebody other than the author cleared every rendition of a document. Published by clear-document. */
export const reportDocumentCleared = fact("report.document-cleared.v1", { documentId: id }, { consumers: "none" });
