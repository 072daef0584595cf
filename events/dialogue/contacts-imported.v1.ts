import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A file of focal points and missions was applied whole. Published by import-contacts. */
export const dialogueContactsImported = fact(
  "dialogue.contacts-imported.v1",
  { dialogueId: id, importId: id, rows: z.number(), unchanged: z.number() },
  { consumers: "none" },
);
