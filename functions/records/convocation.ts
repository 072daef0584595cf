import * as z from "zod/mini";
import type { Convocation } from "#domain/convocation";
import { language } from "#events/envelope";
import type { Row, Tables } from "#platform/table";
import { keys, lists } from "#records/keys";
import { moment, partSchema, texts } from "#records/meeting-part";

const state = z.enum(["convened", "postponed", "cancelled", "ended"]);
const convocationSchema = z.object({
  id: z.string(),
  dialogueId: z.string(),
  dialogues: z._default(z.array(z.string()), []),
  title: texts,
  state,
  revision: z.number(),
  planRevision: z.exactOptional(z.number()),
  languages: z.array(language),
  parts: z.array(partSchema),
  answersBy: moment,
  namesBy: moment,
  cutOff: z.string(),
  starts: z.string(),
  ends: z.string(),
});

/** A row as a convocation. One written before meetings could be joint names its one dialogue only. */
export function readConvocationRow(row: Row): Convocation {
  const held = convocationSchema.parse(row);
  return {
    ...held,
    dialogues: held.dialogues.length > 0 ? held.dialogues : [held.dialogueId],
    planRevision: held.planRevision ?? held.revision,
  };
}

/** The convocation with its parts: one GetItem. `row` is what a commit changes. */
export async function readConvocation(
  tables: Tables,
  id: string,
): Promise<{ convocation: Convocation; row: Row } | undefined> {
  const row = await tables.get(keys.convocation(id));
  return row && { convocation: readConvocationRow(row), row };
}

/** What the list of meetings shows of each; kept in the index, which lags a moment. */
export const convened = z.object({
  id: z.string(),
  title: texts,
  starts: z.string(),
  ends: z.string(),
  state,
  kinds: z._default(z.array(z.string()), []),
});
export async function listConvocations(tables: Tables, dialogueId: string) {
  const rows = await tables.queryIndex({ index: "list", pk: lists.convocationsOf(dialogueId) });
  return rows.flatMap((row) => (row.pk.startsWith("CNV#") ? [convened.parse(row["b"])] : []));
}
/** The delegation of a party that was invited, by its code. */
export async function readInvited(tables: Tables, convocationId: string, code: string): Promise<string | undefined> {
  const row = await tables.get(keys.invited(convocationId, code));
  return typeof row?.["did"] === "string" ? row["did"] : undefined;
}
