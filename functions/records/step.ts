import * as z from "zod/mini";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";

export const stepSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  step: z.string(),
  to: z.enum(["silent", "registered"]),
  instant: z.string(),
  revision: z.number(),
  state: z.enum(["planned", "fired", "skipped"]),
  reason: z.exactOptional(z.string()),
  v: z.number(),
});

/** The steps of a convocation, without the guards of their pages. */
export async function readSteps(tables: Tables, convocationId: string) {
  const rows = await tables.query({ pk: keys.convocation(convocationId).pk, prefix: "STEP#" });
  return rows.filter((row) => !row.sk.includes("#C#")).map((row) => ({ row, step: stepSchema.parse(row) }));
}
