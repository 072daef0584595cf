import * as z from "zod/mini";
import type { Blobs } from "#platform/blobs";
import { log } from "#platform/log";
import { type StreamChange, streamRow } from "#platform/stream-steps";
import { type ExportDeps, fromLedgerChanges } from "./from-ledger-changes.ts";
import { handOver, type RelayDeps, readRow } from "./hand-over.ts";
import { sealDays } from "./seal-days.ts";

/** Where the stream's mappings leave the batches that they gave up on, whole. */
export const FAILURE_PREFIX = "aws/lambda/";

const dynamoRecord = z.custom<Parameters<typeof streamRow>[0]>(
  (value) => typeof value === "object" && value !== null && "dynamodb" in value,
);
const batch = z.object({ Records: z.array(dynamoRecord) });
const leftBehind = z.object({
  /** Whose batch it was; rows that a person laid there have none and are facts to hand on. */
  requestContext: z.exactOptional(z.looseObject({ functionArn: z.exactOptional(z.string()) })),
  payload: z.union([z.string(), batch]),
});

export interface DayDeps extends RelayDeps, ExportDeps {
  readonly blobs: Blobs;
  /** The name of the function that exports. */
  readonly exporter: () => string;
}

/**
 * The daily sweep: what relay and export could not do within the stream's twelve hours lies in the bucket, and is done now;
 * then the days that have ended are sealed.
 */
export const atDay = (deps: DayDeps) => async (): Promise<void> => {
  const { blobs } = deps;
  for (const key of await blobs.list(FAILURE_PREFIX)) {
    const text = await blobs.get(key);
    if (text !== undefined) await handOn(deps, key, text);
    await blobs.remove(key);
  }
  await sealDays(deps);
};

async function handOn(deps: DayDeps, key: string, text: string): Promise<void> {
  const { requestContext, payload } = leftBehind.parse(JSON.parse(text));
  const { Records } = typeof payload === "string" ? batch.parse(JSON.parse(payload)) : payload;
  const changes = Records.map(streamRow);
  // arn:aws:lambda:<region>:<account>:function:<name>, with a version behind it or not.
  if (requestContext?.functionArn?.split(":")[6] === deps.exporter()) await fromLedgerChanges(deps)(changes);
  else await handFactsOn(deps, key, changes);
  log.info("rows that were left behind were handed on", { key, rows: changes.length });
}

async function handFactsOn(deps: DayDeps, key: string, changes: readonly StreamChange[]): Promise<void> {
  const rows = changes.flatMap(({ row }) => readRow(row) ?? []);
  const failed = await handOver(deps, rows);
  if (failed.size > 0)
    throw new Error(`${failed.size} of ${rows.length} rows in ${key} were still not taken; the sweep is tried again.`);
}
