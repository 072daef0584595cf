import { command, id } from "#events/envelope";
import { importOptions } from "#events/import-options";

/** Applies a file of contacts (JSON, CSV, or the rows of a workbook) that was handed in before, whole or not at all. The names and addresses stay in the file. */
export const importContacts = command(
  "import-contacts.v1",
  { noun: "dialogue", machines: "any" },
  { dialogueId: id, fileId: id, ...importOptions },
);
