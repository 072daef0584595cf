import { mailBatchOpened } from "#events/mail/batch-opened.v1";
import type { Commit } from "#platform/commit";
import type { Key, Row } from "#platform/table";
import { keys } from "#records/keys";
import { openBatchRow } from "#records/mail";

/**
 * What every page of bulk mail is made of, whoever writes it (design, "Fan-out"): the mails, a guard that makes the page
 * whole or absent, its line in the pump's list and the fact that wakes the pump. Used again, it finds the guard and does nothing.
 */
export function bulkPage(page: {
  batchId: string;
  page: string;
  guard: Key;
  now: string;
  mails: readonly Row[];
  /** Of before a restore: the mails may have left already, so the pump never hears of them. */
  restored?: boolean;
}): Required<Pick<Commit, "creates" | "facts" | "ledger">> {
  const { batchId } = page;
  const waits = page.mails.length > 0 && page.restored !== true;
  const mails =
    page.restored === true ? page.mails.map((mail) => ({ ...mail, state: "unknown", reason: "restored" })) : page.mails;
  return {
    creates: [
      { row: { ...page.guard, mails: mails.length, at: page.now, batchId, page: page.page }, refusal: PAGE_DONE },
      ...mails.map((row) => ({ row, refusal: PAGE_DONE })),
      ...(!waits
        ? []
        : [
            {
              row: openBatchRow(keys.openBatch(batchId, page.page, page.now), {
                batchId,
                page: page.page,
                mails: mails.length,
              }),
              refusal: PAGE_DONE,
            },
          ]),
    ],
    facts: !waits ? [] : [mailBatchOpened({ batchId, page: page.page, mails: mails.length })],
    ledger: { pk: `MB#${batchId}#${page.page}`, version: 1 },
  };
}
export const PAGE_DONE = "page-done";
