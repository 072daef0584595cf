import * as z from "zod/mini";
import type { Clock, Ids } from "#platform/clock";
import { environmentNumber } from "#platform/environment";
import type { Queues } from "#platform/queues";
import type { Quota } from "#platform/quota";
import { isBeforeRestore } from "#platform/restored";
import type { Schedules } from "#platform/schedules";
import type { Row, Tables } from "#platform/table";
import { keys } from "#records/keys";
import { createdOf, openBatchSchema } from "#records/mail";
import { bookNextLook, bookPump } from "./book-pump.ts";
import { inTurn } from "./pump-turn.ts";
import { type Page, withoutStopped } from "./stopped-batches.ts";

export interface PumpDeps {
  readonly tables: Tables;
  readonly mailer: Quota;
  readonly queues: Queues;
  readonly schedules: Schedules;
  readonly clock: Clock;
  readonly ids: Ids;
}
const pumpRow = z.object({ until: z.number() });

/** Bulk takes 93 % of the rate and 95 % of the day; the rest is for codes, receipts and confirmations. */
const RATE_SHARE = 0.93;
const DAY_SHARE = 0.95;
const MINUTE = 60_000;
/** A plan reaches this far past the next minute, so that no second between two plans is empty. */
const OVERLAP = 15_000;
/** A queue message may wait 15 minutes; we never plan further than this. */
const MOST_A_RUN = 2_000;

/**
 * Hands the next minute's bulk mails to the bulk queue, each with its second, and books the next minute while anything is
 * left (design, section 6). The table is the ledger of mail: handing a mail out twice is harmless, its row says what became of it.
 */
export async function pump(deps: PumpDeps): Promise<void> {
  // With no open batch there is nothing to take a turn for: idle costs one read.
  if ((await deps.tables.query({ pk: "OPEN", prefix: "bulk#", limit: 1 })).length === 0) return;
  const owner = deps.ids.next();
  await inTurn(deps.tables, owner, {
    run: () => runOnce(deps, owner),
    later: () => bookPump(deps.schedules, minuteAfter(deps.clock.milliseconds())),
    milliseconds: () => deps.clock.milliseconds(),
  });
}

async function runOnce({ tables, mailer, queues, schedules, clock }: PumpDeps, owner: string): Promise<void> {
  const now = clock.milliseconds();
  const nextMinute = minuteAfter(now);
  const listed = (await tables.query({ pk: "OPEN", prefix: "bulk#" })).map((row) => openBatchSchema.parse(row));
  // What waited when the tables were restored may have left since: it stays until a person has settled it.
  const open = listed.filter(({ sk }) => !isBeforeRestore(createdOf(sk)));
  const { pages, left } = await withoutStopped(tables, open);
  if (left) await bookPump(schedules, nextMinute);
  if (pages.length === 0) return;

  const quota = await mailer.quota();
  const share = environmentNumber("MAIL_RATE_SHARE");
  const rate = quota.perSecond * share * RATE_SHARE;
  const leftToday = Math.floor(quota.perDay * share * DAY_SHARE - quota.sentLastDay);
  if (!quota.enabled || leftToday <= 0) {
    await bookNextLook(schedules, now);
    return;
  }

  const { until: planned } = pumpRow.parse(await tables.get(keys.pump()));
  const start = Math.max(now, planned);
  const room = Math.max(0, Math.min(leftToday, MOST_A_RUN, Math.floor(((nextMinute + OVERLAP - start) / 1000) * rate)));
  const { mails, after } = await take(tables, pages, room);
  const until = start + Math.ceil((mails.length / rate) * 1000);
  const mine = [["owner", "=", owner]] as const;
  if (!(await tables.update({ key: keys.pump(), set: { until }, when: mine }))) return;

  // Booked before anything is handed out: a run that dies half-way is taken up by the next minute.
  if (after.some((page) => page.handed < page.mails)) await bookPump(schedules, nextMinute);
  const refused = await queues.send(
    "BULK_QUEUE_URL",
    mails.map((mailId, index) => ({
      body: { mailId },
      delay: Math.max(0, Math.round((start + (index / rate) * 1000 - now) / 1000)),
    })),
  );
  if (refused.length > 0)
    throw new Error(
      `${refused.length} of ${mails.length} mails were not taken by the bulk queue; the pump runs again.`,
    );
  for (const page of after) await advance(tables, page);
}

const minuteAfter = (milliseconds: number) => Math.floor(milliseconds / MINUTE) * MINUTE + MINUTE;

/** The next mails in order of their pages, at most `room`, and the pages with their cursors moved. */
async function take(tables: Tables, pages: readonly Page[], room: number): Promise<{ mails: string[]; after: Page[] }> {
  const mails: string[] = [];
  const after: Page[] = [];
  for (const page of pages) {
    const left = room - mails.length;
    if (left <= 0) {
      after.push(page);
      continue;
    }
    if (page.mailId !== undefined) {
      mails.push(page.mailId);
      after.push({ ...page, handed: page.mails });
      continue;
    }
    const rows: Row[] = await tables.query({
      pk: `MB#${page.batchId}#${page.page}`,
      from: `${page.next}!`,
      to: "M#~",
      limit: left,
    });
    mails.push(...rows.map((row) => String(row["mailId"])));
    // Fewer than asked for: the page ends here, whatever its count says.
    after.push({
      ...page,
      handed: rows.length < left ? page.mails : page.handed + rows.length,
      next: rows.at(-1)?.sk ?? page.next,
    });
  }
  return { mails, after };
}

async function advance(tables: Tables, page: Page): Promise<void> {
  const key = { pk: page.pk, sk: page.sk };
  if (page.handed >= page.mails) await tables.remove(key);
  else
    await tables.update({ key, set: { handed: page.handed, next: page.next }, when: [["handed", "<", page.handed]] });
}
