import type * as z from "zod/mini";
import type { Tables } from "#platform/table";
import type { openBatchSchema } from "#records/mail";
import { readRound, roundOfBatch } from "#records/round";
import { ROUND_STOPPED } from "./claim.ts";
import { countMail } from "./count-mail.ts";

export type Page = z.infer<typeof openBatchSchema>;

/** Pages of a stopped round that one run takes off the list; a page holds at most some forty mails. */
const MOST_PAGES = 50;

/**
 * The open pages without those of rounds that were stopped. What waits on these is cancelled and they leave the list, so that a
 * stopped round comes to rest at once; what was handed out before is refused when it is claimed. `left`: another run is needed.
 */
export async function withoutStopped(
  tables: Tables,
  open: readonly Page[],
): Promise<{ pages: readonly Page[]; left: boolean }> {
  const rounds = new Set(open.flatMap(({ batchId }) => roundOfBatch(batchId) ?? []));
  const stopped = new Set<string>();
  for (const id of rounds) if ((await readRound(tables, id))?.round.state === "stopped") stopped.add(id);
  if (stopped.size === 0) return { pages: open, left: false };
  const isStopped = ({ batchId }: Page) => stopped.has(roundOfBatch(batchId) ?? "");
  const over = open.filter(isStopped);
  for (const page of over.slice(0, MOST_PAGES)) await cancel(tables, page);
  return { pages: open.filter((page) => !isStopped(page)), left: over.length > MOST_PAGES };
}

async function cancel(tables: Tables, page: Page): Promise<void> {
  const mails = await tables.query({ pk: `MB#${page.batchId}#${page.page}`, prefix: "M#" });
  await Promise.all(
    mails
      .filter((row) => row["state"] === "queued")
      .map(async ({ pk, sk }) => {
        const cancelled = await tables.update({
          key: { pk, sk },
          set: { state: "cancelled", reason: ROUND_STOPPED },
          when: [["state", "=", "queued"]],
        });
        if (cancelled) countMail("queued", "cancelled");
      }),
  );
  await tables.remove({ pk: page.pk, sk: page.sk });
}
