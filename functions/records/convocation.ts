import * as z from "zod/mini";
import type { Convocation } from "#domain/convocation";
import { audienceRule } from "#events/commands/convene-meeting.v1";
import { language } from "#events/envelope";
import type { Row, Tables } from "#platform/table";
import { keys, lists } from "#records/keys";

const texts = z.object({ en: z.string(), fr: z.exactOptional(z.string()), ar: z.exactOptional(z.string()) });
const moment = z.object({
  wall: z.string(),
  zone: z.string(),
  instant: z.string(),
  offset: z.string(),
  tzdata: z.string(),
});
export const convocationSchema = z.object({
  id: z.string(),
  dialogueId: z.string(),
  title: texts,
  state: z.enum(["convened", "ended"]),
  revision: z.number(),
  languages: z.array(language),
  parts: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      title: texts,
      timeZone: z.string(),
      modality: z.enum(["in-person", "online", "hybrid"]),
      place: z.nullable(z.object({ city: z.string(), country: z.string() })),
      sessions: z.array(z.object({ from: moment, until: moment })),
      audience: audienceRule,
      organisers: z.array(z.string()),
      chair: z.nullable(z.string()),
    }),
  ),
  answersBy: moment,
  namesBy: moment,
  cutOff: z.string(),
  starts: z.string(),
  ends: z.string(),
});

/** The convocation with its parts: one GetItem. `row` is what a commit changes. */
export async function readConvocation(
  tables: Tables,
  id: string,
): Promise<{ convocation: Convocation; row: Row } | undefined> {
  const row = await tables.get(keys.convocation(id));
  return row && { convocation: convocationSchema.parse(row), row };
}

/** What the list of meetings shows of each; kept in the index, which lags a moment. */
export const convened = z.object({
  id: z.string(),
  title: texts,
  starts: z.string(),
  ends: z.string(),
  state: z.enum(["convened", "ended"]),
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
