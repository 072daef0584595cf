import { inParallel } from "#platform/parallel";
import { pause } from "#platform/timers";

const MOST = 10;
const CALLS_AT_ONCE = 4;
const MOST_TRIES = 4;

/** What a call may weigh, in bytes. */
export interface Limit<E> {
  readonly weigh: (entry: E) => number;
  readonly heaviest: number;
}

/**
 * Hands entries over as EventBridge and SQS take them: ten a call and four calls at once, together no heavier than the limit (what
 * is heavier alone goes alone). What a call left out is handed over again, three times with a pause; resolves with the indexes of what was
 * not taken even then. `send` answers with the places of those left out.
 */
export async function inBatches<E>(
  entries: readonly E[],
  limit: Limit<E>,
  send: (batch: E[]) => Promise<readonly number[]>,
): Promise<readonly number[]> {
  let open = entries.map((entry, index) => ({ entry, index }));
  for (let attempt = 0; open.length > 0 && attempt < MOST_TRIES; attempt++) {
    if (attempt > 0) await pause(attempt);
    const left: typeof open = [];
    const batches = cut(open, ({ entry }) => limit.weigh(entry), limit.heaviest);
    await inParallel(batches, CALLS_AT_ONCE, async (batch) => {
      const places = new Set(await send(batch.map(({ entry }) => entry)));
      left.push(...batch.filter((_, place) => places.has(place)));
    });
    open = left.toSorted((a, b) => a.index - b.index);
  }
  return open.map(({ index }) => index);
}

function cut<T>(entries: readonly T[], weigh: (entry: T) => number, heaviest: number): T[][] {
  const made: T[][] = [];
  let batch: T[] = [];
  let weight = 0;
  for (const entry of entries) {
    const more = weigh(entry);
    if (batch.length === MOST || (batch.length > 0 && weight + more > heaviest)) {
      made.push(batch);
      batch = [];
      weight = 0;
    }
    batch.push(entry);
    weight += more;
  }
  return batch.length > 0 ? [...made, batch] : made;
}
