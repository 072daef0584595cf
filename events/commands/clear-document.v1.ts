import { command, id } from "#events/envelope";

/** Clears every rendition of a document for publication. Not its author, and not a machine. */
export const clearDocument = command("clear-document.v1", { noun: "report", machines: "none" }, { documentId: id });
