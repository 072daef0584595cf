import { logFailure } from "#platform/log";
import { sendAll } from "#platform/queues";
import type { StreamRow } from "#platform/stream-steps";
import type { LedgerRow } from "#records/ledger";
import { handOver, type RelayDeps, readRow } from "./hand-over.ts";

/**
 * The ledger's stream is the outbox. A row that cannot be read is parked for a person and counted as done: it must not stop
 * its shard. What bus or queue did not take is returned from the lowest sequence number on and comes again.
 */
export const fromLedger =
  (deps: RelayDeps) =>
  async (rows: readonly StreamRow[]): Promise<string | undefined> => {
    const readable: { sequence: string; row: LedgerRow }[] = [];
    const parked: StreamRow[] = [];
    for (const record of rows) {
      const row = readRow(record.row);
      if (row) readable.push({ sequence: record.sequence, row });
      else parked.push(record);
    }
    if (parked.length > 0) {
      logFailure("ledger rows that cannot be read were parked", { sequences: parked.map(({ sequence }) => sequence) });
      await sendAll(
        deps.queues,
        "PARKED_QUEUE_URL",
        parked.map(({ sequence, row }) => ({ body: { sequence, row } })),
      );
    }
    const failed = await handOver(
      deps,
      readable.map(({ row }) => row),
    );
    return readable.find((_, index) => failed.has(index))?.sequence;
  };
