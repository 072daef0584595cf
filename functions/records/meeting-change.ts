import * as z from "zod/mini";
import type { Change } from "#domain/meeting-change";
import type { PastChange } from "#domain/meeting-then";
import { meetingChange } from "#events/meeting/changed.v1";
import { modality } from "#events/meeting-part";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { moment, placeSchema, texts } from "#records/meeting-part";

const changeSchema = z.object({
  revision: z.number(),
  what: meetingChange,
  parts: z.array(z.string()),
  reason: z.string(),
  at: z.string(),
  before: z.record(z.string(), z.unknown()),
  told: z.enum(["invited", "registered", "nobody"]),
  confirm: z.boolean(),
  calendar: z.enum(["request", "tentative", "cancel", "none"]),
  voids: z.boolean(),
  replans: z.boolean(),
  who: z._default(z.string(), ""),
});
/** What was before, as far as it can be told to people. */
const wasSchema = z.object({
  title: z.exactOptional(texts),
  answersBy: z.exactOptional(moment),
  namesBy: z.exactOptional(moment),
  chair: z.exactOptional(z.nullable(z.string())),
  parts: z._default(
    z.record(
      z.string(),
      z.object({
        title: z.exactOptional(texts),
        state: z.exactOptional(z.enum(["convened", "postponed", "cancelled"])),
        timeZone: z.exactOptional(z.string()),
        sessions: z.exactOptional(z.array(z.object({ from: moment, until: moment }))),
        modality: z.exactOptional(modality),
        place: z.exactOptional(z.nullable(placeSchema)),
      }),
    ),
    {},
  ),
});
/** A change as it is kept, with who asked for it; empty in a row that does not say. */
export type KeptChange = PastChange & { readonly who: string };

export function changeRow(convocationId: string, change: Change, who = ""): Row {
  const plain: { readonly [name: string]: Row[string] } = JSON.parse(JSON.stringify(change));
  return { ...plain, who, ...keys.change(convocationId, change.revision) };
}

/** The changes of a convocation in order: one Query. */
export async function readChanges(tables: Tables, convocationId: string): Promise<KeptChange[]> {
  const rows = await tables.query({ pk: keys.convocation(convocationId).pk, prefix: "CHG#" });
  return rows.map(kept);
}

/** The change that made a revision. */
export async function readChange(
  tables: Tables,
  convocationId: string,
  revision: number,
): Promise<KeptChange | undefined> {
  const row = await tables.get(keys.change(convocationId, revision));
  return row && kept(row);
}

function kept(row: Row): KeptChange {
  const change = changeSchema.parse(row);
  return { ...change, was: wasSchema.parse(change.before) };
}
