import { canonical } from "#platform/canonical";
import type { Clock } from "#platform/clock";
import { digest } from "#platform/ids";
import type { LockedBlobs } from "#platform/locked-blobs";
import { logFailure } from "#platform/log";
import { type Queues, sendAll } from "#platform/queues";
import type { StreamChange } from "#platform/stream-steps";

export interface ExportDeps {
  readonly exports: LockedBlobs;
  readonly queues: Queues;
  readonly clock: Clock;
}

/** Under it lies one folder a day (UTC) of what was exported on that day. */
export const EXPORTED = "ledger/";

/**
 * Everything that happens to a ledger row, a line each, goes into the locked bucket: what was once exported tells any later
 * change. A batch that comes again is put again under the same name, or cut differently under another; both tell the same.
 * A row that was changed or removed, which nothing of ours does, is exported like any other and shown to a person.
 */
export const fromLedgerChanges =
  ({ exports, queues, clock }: ExportDeps) =>
  async (changes: readonly StreamChange[]): Promise<undefined> => {
    const text = changes.map(lineOf).join("");
    const key = `${EXPORTED}${clock.now().slice(0, 10)}/${changes[0]?.sequence}-${digest(text).slice(0, 16)}.jsonl`;
    await exports.put(key, text, "application/x-ndjson");
    const wrong = changes.filter(({ change }) => change !== "INSERT");
    if (wrong.length === 0) return;
    const told = wrong.map(({ change, key: row, sequence }) => ({ change, row, sequence }));
    logFailure("rows of the ledger were changed or removed", { changes: told });
    await sendAll(
      queues,
      "PARKED_QUEUE_URL",
      told.map((body) => ({ body })),
    );
  };

const lineOf = ({ change, sequence, key, row }: StreamChange) =>
  `${canonical({ change, sequence, ...(row === undefined ? { key } : { row }) })}\n`;
