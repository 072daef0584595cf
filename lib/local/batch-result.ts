import { z } from "zod";

const partial = z.looseObject({
  batchItemFailures: z.array(z.looseObject({ itemIdentifier: z.string().min(1) })).nullish(),
});

/** The ids that a batch's function gave back as failed; "all" where the answer makes no sense, as Lambda takes it. */
export function failedItems(payload: string, known: ReadonlySet<string>): ReadonlySet<string> | "all" {
  const value: unknown = JSON.parse(payload);
  if (value === null || typeof value !== "object") return value === null ? new Set() : "all";
  const parsed = partial.safeParse(value);
  if (!parsed.success) return "all";
  const failed = new Set((parsed.data.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((id) => known.has(id)) ? failed : "all";
}
