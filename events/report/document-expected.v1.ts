import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A document is expected of the secretariat: a meeting ended that owes it, or somebody said so before. Without a part it is the whole convocation's. Published by report on meeting.ended, and by expect-document. */
export const reportDocumentExpected = fact(
  "report.document-expected.v1",
  { documentId: id, convocationId: id, part: z.exactOptional(id) },
  { consumers: "none" },
);
