import * as z from "zod/mini";
import type { Blobs } from "#platform/blobs";
import { log } from "#platform/log";
import { streamRow } from "#platform/stream-steps";
import { handOver, type RelayDeps, readRow } from "./hand-over.ts";

/** Where the stream's mapping leaves the batches that it gave up on, whole. */
export const FAILURE_PREFIX = "aws/lambda/";

const dynamoRecord = z.custom<Parameters<typeof streamRow>[0]>(
  (value) => typeof value === "object" && value !== null && "dynamodb" in value,
);
const batch = z.object({ Records: z.array(dynamoRecord) });
const leftBehind = z.object({ payload: z.union([z.string(), batch]) });

/** The daily sweep: what the relay could not hand on within the stream's twelve hours lies in the bucket, and goes out now. */
export const atDay =
  ({ blobs, ...relay }: RelayDeps & { blobs: Blobs }) =>
  async (): Promise<void> => {
    for (const key of await blobs.list(FAILURE_PREFIX)) {
      const text = await blobs.get(key);
      const rows = text === undefined ? [] : rowsOf(text);
      const failed = await handOver(relay, rows);
      if (failed.size > 0)
        throw new Error(
          `${failed.size} of ${rows.length} rows in ${key} were still not taken; the sweep is tried again.`,
        );
      await blobs.remove(key);
      log.info("facts that the relay had left behind were handed on", { key, rows: rows.length });
    }
  };

function rowsOf(text: string) {
  const { payload } = leftBehind.parse(JSON.parse(text));
  const { Records } = typeof payload === "string" ? batch.parse(JSON.parse(payload)) : payload;
  return Records.flatMap((record) => {
    const row = readRow(streamRow(record).row);
    return row ? [row] : [];
  });
}
