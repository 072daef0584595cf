import * as z from "zod/mini";
import { id, line, texts } from "#events/envelope";

/** To whom a document is open once it is published. */
export const documentAudience = z.enum(["public", "participants", "members", "steering-committee"]);
export const documentKind = z.enum([
  "readout",
  "action-points",
  "recommendations",
  "background-note",
  "work-plan",
  "declaration",
  "reader",
  "note",
]);
/** How the meeting left a work plan or a declaration. */
export const adoption = z.enum(["discussed", "adopted"]);
/** What a document is put together from: another document by its id, or in words what is in none yet. */
export const assembled = z.union([z.strictObject({ document: id }), z.strictObject({ words: line(200) })]);
export const fileName = line(120).check(z.refine((name) => !/[\\/:*?"<>|]/.test(name), "must be a file's name"));

/** What is said of a document before its text. Without a part it belongs to the whole convocation, such as a series' reader. */
export const ofDocument = {
  documentId: id,
  convocationId: id,
  part: z.exactOptional(id),
  kind: documentKind,
  audience: documentAudience,
  title: texts(200),
  adoption: z.exactOptional(adoption),
};
