import { command, id } from "#events/envelope";
import { importOptions } from "#events/import-options";

/** Applies a file of parties (JSON, CSV, or the rows of a workbook) that was handed in before, whole or not at all. */
export const importParties = command(
  "import-parties.v1",
  { noun: "dialogue", machines: "any" },
  { dialogueId: id, fileId: id, ...importOptions },
);
