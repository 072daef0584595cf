import { ofDocument } from "#events/document";
import { command } from "#events/envelope";

/** Begins a document of a meeting. */
export const draftDocument = command("draft-document.v1", { noun: "report", machines: "any" }, ofDocument);
