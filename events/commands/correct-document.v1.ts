import { command, id, line, texts } from "#events/envelope";

/** Begins the correction of a published document: a sentence for its readers that says what was corrected, in each of its languages, and the reason for the record. Its texts follow by add-rendition; another person clears and publishes. */
export const correctDocument = command(
  "correct-document.v1",
  { noun: "report", machines: "none", personal: true },
  { documentId: id, corrigendum: texts(500), reason: line(500) },
);
