import * as z from "zod/mini";
import { command, id } from "#events/envelope";

/** Applies a file of contacts (JSON or CSV) that was handed in before, whole or not at all. The names and addresses stay in the file. */
export const importContacts = command(
  "import-contacts.v1",
  { noun: "dialogue", machines: "any" },
  { dialogueId: id, fileId: id, format: z.enum(["json", "csv"]) },
);
