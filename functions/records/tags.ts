import * as z from "zod/mini";
import type { TagScheme } from "#domain/tags";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { texts } from "#records/meeting-part";

const schemeSchema = z.object({
  scheme: z.string(),
  name: texts,
  version: z.string(),
  tags: z.array(z.object({ code: z.string(), words: texts })),
});

export function schemeRow(dialogueId: string, scheme: TagScheme): Row {
  const plain: { readonly [name: string]: Row[string] } = JSON.parse(JSON.stringify(scheme));
  return { ...plain, ...keys.scheme(dialogueId, scheme.scheme) };
}

/** Every scheme of tags of a dialogue. */
export async function readSchemes(tables: Tables, dialogueId: string): Promise<TagScheme[]> {
  const rows = await tables.query({ pk: keys.scheme(dialogueId, "").pk, prefix: keys.scheme(dialogueId, "").sk });
  return rows.map((row) => schemeSchema.parse(row));
}
