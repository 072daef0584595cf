import * as z from "zod/mini";

/**
 * How a file is applied. `rows` is a workbook's sheet as the command line reads it: a JSON list of `{ line, cells }`,
 * the header first. `existing` says what becomes of what is known with other content; `dryRun` answers what would change and writes nothing.
 */
export const importOptions = {
  format: z.enum(["json", "csv", "rows"]),
  existing: z.exactOptional(z.enum(["update", "skip", "refuse"])),
  dryRun: z.exactOptional(z.boolean()),
};
