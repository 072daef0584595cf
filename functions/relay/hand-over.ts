import { FACT_SOURCE } from "#events/envelope";
import type { Bus } from "#platform/bus";
import type { Queues } from "#platform/queues";
import { detailOf, type LedgerRow, ledgerRow } from "#records/ledger";

export interface RelayDeps {
  readonly bus: Bus;
  readonly queues: Queues;
}

/** Hands ledger rows on: facts to the bus, urgent mails to their lane. Resolves with the indexes that were not taken; nothing else is assumed to have failed. */
export async function handOver({ bus, queues }: RelayDeps, rows: readonly LedgerRow[]): Promise<Set<number>> {
  const failed = new Set(
    await bus.publish(rows.map((row) => ({ source: FACT_SOURCE, type: row.type, detail: detailOf(row) }))),
  );
  const mails = rows.flatMap((row, index) => (row.mails ?? []).map((mailId) => ({ mailId, index })));
  const refused = await queues.send(
    "URGENT_QUEUE_URL",
    mails.map(({ mailId }) => ({ body: { mailId } })),
  );
  for (const position of refused) {
    const mail = mails[position];
    if (mail) failed.add(mail.index);
  }
  return failed;
}

export function readRow(row: unknown): LedgerRow | undefined {
  const parsed = ledgerRow.safeParse(row);
  return parsed.success ? parsed.data : undefined;
}
