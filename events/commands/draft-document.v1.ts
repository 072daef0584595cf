import * as z from "zod/mini";
import { command, id, texts } from "#events/envelope";

/** To whom a document is open once it is published. */
export const documentAudience = z.enum(["public", "participants", "members", "steering-committee"]);

/** Begins a document of a meeting. */
export const draftDocument = command(
  "draft-document.v1",
  { noun: "report", machines: "any" },
  {
    documentId: id,
    convocationId: id,
    part: id,
    kind: z.enum(["readout", "action-points", "recommendations", "background-note", "work-plan", "reader", "note"]),
    audience: documentAudience,
    title: texts(200),
  },
);
