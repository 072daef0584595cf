import { command, id } from "#events/envelope";

/** Publishes a cleared document to its audience. Not its author; a trusted machine only what a person has cleared. */
export const publishDocument = command(
  "publish-document.v1",
  { noun: "report", machines: "trusted" },
  { documentId: id },
);
