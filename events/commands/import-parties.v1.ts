import * as z from "zod/mini";
import { command, id } from "#events/envelope";
import { importOptions } from "#events/import-options";

/**
 * Applies a file of parties, memberships, seats and chairs (JSON, CSV, or the rows of a workbook) that was handed in before,
 * whole or not at all. `what` says what a table holds, parties where it is absent; of a JSON file it takes that part alone.
 */
export const importParties = command(
  "import-parties.v1",
  { noun: "dialogue", machines: "any" },
  {
    dialogueId: id,
    fileId: id,
    what: z.exactOptional(z.enum(["parties", "memberships", "seats", "chairs"])),
    ...importOptions,
  },
);
