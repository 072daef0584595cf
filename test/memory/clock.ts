import { fromMilliseconds, toMilliseconds } from "#domain/instant";
import type { Clock, Ids } from "#platform/clock";

/** A clock that stands still until it is moved. */
export function memoryClock(start: string): Clock & { set(now: string): void; pass(seconds: number): void } {
  let milliseconds = toMilliseconds(start);
  return {
    now: () => fromMilliseconds(milliseconds),
    milliseconds: () => milliseconds,
    tzdata: () => "2025b",
    set(now) {
      milliseconds = toMilliseconds(now);
    },
    pass(seconds) {
      milliseconds += seconds * 1000;
    },
  };
}

const letters = "abcdefghijklmnopqrstuvwxyz234567";
/** Ids that count, on from `start`: the same run makes the same ids. `count` tells how many were made. */
export function memoryIds(start = 0): Ids & { count(): number } {
  let count = start;
  const next = (length: number) => {
    let rest = ++count;
    let text = "";
    while (text.length < length) {
      text = letters[rest % 32] + text;
      rest = Math.floor(rest / 32);
    }
    return text;
  };
  return { delegation: () => next(16), next: () => next(20), count: () => count };
}
