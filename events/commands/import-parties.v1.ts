import * as z from "zod/mini";
import { command, id } from "#events/envelope";

/** Applies a file of parties (JSON or CSV) that was handed in before, whole or not at all. */
export const importParties = command(
  "import-parties.v1",
  { noun: "dialogue", machines: "any" },
  { dialogueId: id, fileId: id, format: z.enum(["json", "csv"]) },
);
