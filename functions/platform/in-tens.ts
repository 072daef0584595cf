import { pause } from "#platform/timers";

const MOST = 10;
const MOST_TRIES = 4;

/**
 * Hands entries over ten a call, as EventBridge and SQS take them. What a call left out is handed over again, three times with
 * a pause; resolves with the indexes of what was not taken even then. `send` answers with the places of those left out.
 */
export async function inTens<E>(
  entries: readonly E[],
  send: (batch: readonly E[]) => Promise<readonly number[]>,
): Promise<readonly number[]> {
  let open = entries.map((_, index) => index);
  for (let attempt = 0; open.length > 0 && attempt < MOST_TRIES; attempt++) {
    if (attempt > 0) await pause(attempt);
    const left: number[] = [];
    for (let start = 0; start < open.length; start += MOST) {
      const indexes = open.slice(start, start + MOST);
      const places = new Set(await send(indexes.flatMap((index) => entries[index] ?? [])));
      left.push(...indexes.filter((_, place) => places.has(place)));
    }
    open = left;
  }
  return open;
}
