import { fact, id } from "#events/envelope";

/** A meeting ended whose readout does not exist yet: it is expected of the secretariat. Published by report on meeting.ended. */
export const reportDocumentExpected = fact(
  "report.document-expected.v1",
  { documentId: id, convocationId: id, part: id },
  { consumers: "none" },
);
