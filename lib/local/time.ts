import type { Activity } from "./activity.ts";
import type { Clock } from "./clock.ts";
import type { Problems } from "./problems.ts";

export type Step = string | { minutes?: number; hours?: number; days?: number };

export interface TimeOptions {
  clock: Clock;
  activity: Activity;
  problems: Problems;
  /** Takes up what lies about; nothing else would where a message became visible by real time alone. */
  wake: () => void;
  /** Nothing visible in a queue that is read, nothing unread in a stream. */
  quiet: () => boolean;
  /** Given where a rest also waits, and moves the clock, for what comes again or late: when the next of it is due. */
  underWay?: () => number | undefined;
}

/** Waiting for the stack to come to rest, and moving its clock from rest to rest. */
export class Time {
  readonly #options: TimeOptions;
  #last: Promise<unknown> = Promise.resolve();
  #stopped = false;

  constructor(options: TimeOptions) {
    this.#options = options;
  }

  /** Resolves when nothing is under way that needs no later instant; rejects with the problems that came up. */
  settle(): Promise<void> {
    return this.#inTurn(() => this.#rest());
  }

  /** Moves the clock, with a rest at every instant at which something happens by itself. An instant that has passed moves nothing. */
  advance(step: Step): Promise<void> {
    return this.#inTurn(() => this.#advance(this.#instant(step)));
  }

  stop(): void {
    this.#stopped = true;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }

  #instant(step: Step): number {
    if (typeof step !== "string") {
      const { minutes = 0, hours = 0, days = 0 } = step;
      return this.#options.clock.now() + ((days * 24 + hours) * 60 + minutes) * 60_000;
    }
    const instant = Date.parse(step);
    if (Number.isNaN(instant)) throw new Error(`${step} is no instant such as 2022-03-22T09:00:00Z`);
    return instant;
  }

  async #advance(target: number): Promise<void> {
    await this.#move(target);
    await this.#rest();
  }

  async #rest(): Promise<void> {
    await this.#settle();
    const { underWay } = this.#options;
    for (let next = underWay?.(); next !== undefined && !this.#stopped; next = underWay?.()) await this.#move(next);
  }

  async #move(target: number): Promise<void> {
    const { clock } = this.#options;
    for (;;) {
      await this.#settle();
      const next = clock.nextDue();
      if (next === undefined || next > target) break;
      clock.set(next);
      clock.due();
    }
    clock.set(target);
    clock.due();
    await this.#settle();
  }

  async #settle(): Promise<void> {
    const { clock, activity, problems, wake, quiet } = this.#options;
    while (!this.#stopped) {
      clock.due();
      wake();
      await activity.whenIdle();
      // What the last of it set off begins within a turn.
      await new Promise((resolve) => setImmediate(resolve));
      if (activity.idle && quiet()) break;
    }
    problems.raise();
  }
}
