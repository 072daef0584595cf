import * as z from "zod/mini";
import { command, id } from "#events/envelope";

/** Publishes a cleared document, or its cleared correction, to its audience. Not its author; a trusted machine only what a person has cleared. `dateIsRight`: an old date of the meeting that it names is meant. */
export const publishDocument = command(
  "publish-document.v1",
  { noun: "report", machines: "trusted" },
  { documentId: id, dateIsRight: z.exactOptional(z.boolean()) },
);
