import * as z from "zod/mini";
import type { RecordedMeeting } from "#domain/recorded-meeting";
import { modality } from "#events/meeting-part";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { placeSchema, substanceSchema, texts } from "#records/meeting-part";

const optional = <S extends z.ZodMiniType>(schema: S) => z._default(z.nullable(schema), null);
const count = z.exactOptional(z.number());
const recordedSchema = z.object({
  id: z.string(),
  dialogueId: z.string(),
  revision: z.number(),
  kind: z.string(),
  title: texts,
  dates: z.object({ from: z.string(), until: z.string() }),
  timeZone: optional(z.string()),
  modality: optional(modality),
  place: optional(placeSchema),
  ...substanceSchema,
  cluster: optional(z.string()),
  handOver: optional(z.object({ from: z.string(), to: z.string() })),
  outcome: optional(texts),
  published: optional(z.object({ participants: count, countries: count, days: count })),
});

/** The one row of a recorded meeting. */
export function recordedRow(meeting: RecordedMeeting): Row {
  const recorded: { readonly [name: string]: Row[string] } = JSON.parse(JSON.stringify(meeting));
  return { ...keys.meeting(meeting.dialogueId, meeting.id), recorded };
}
const readRow = (row: Row): RecordedMeeting | undefined =>
  row["recorded"] === undefined ? undefined : recordedSchema.parse(row["recorded"]);

/** A meeting of a dialogue by its own id: recorded, or convened by the convocation named. Undefined where there is none. */
export async function readMeeting(tables: Tables, dialogueId: string, meetingId: string) {
  const row = await tables.get(keys.meeting(dialogueId, meetingId));
  return row && { row, recorded: readRow(row), ...placeIn(row) };
}

/** Every meeting of a dialogue, convened or recorded: one Query. */
export async function readMeetings(tables: Tables, dialogueId: string) {
  const rows = await tables.query({ pk: keys.meeting(dialogueId, "").pk });
  return rows.map((row) => ({ id: row.sk, recorded: readRow(row), ...placeIn(row) }));
}

function placeIn(row: Row) {
  const { convocationId, preparesFor } = row;
  return {
    convocationId: typeof convocationId === "string" ? convocationId : undefined,
    preparesFor: typeof preparesFor === "string" ? preparesFor : (readRow(row)?.preparesFor ?? undefined),
  };
}

/** A meeting that is only recorded, by its id alone: in whatever dialogue it was recorded last. */
export async function readRecorded(tables: Tables, meetingId: string): Promise<RecordedMeeting | undefined> {
  const dialogueId = (await tables.get(keys.recorded(meetingId)))?.["dialogueId"];
  return typeof dialogueId === "string" ? (await readMeeting(tables, dialogueId, meetingId))?.recorded : undefined;
}
