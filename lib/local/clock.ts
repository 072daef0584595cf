import type { Timed } from "./engine.ts";
import { type Store, scalar } from "./store.ts";

/** The longest delay that setTimeout takes. */
const LONGEST_SLEEP = 2_147_483_647;

/**
 * The one clock of the stack: real time plus an offset that only grows and that survives a restart.
 * It also knows everything that happens by itself, so that moving it can stop at every such instant.
 */
export class Clock {
  readonly #store: Store;
  readonly #timed: Timed[] = [];
  /** It goes on from where a former one stood. */
  readonly isKept: boolean;
  #offset: number;
  #timer: NodeJS.Timeout | undefined;
  #running = false;
  #touched = false;

  /** `start` (ISO instant) counts only for a store that has no clock yet. */
  constructor(store: Store, start?: string) {
    this.#store = store;
    store.define("CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset INTEGER NOT NULL)");
    const kept = scalar(store.prepare("SELECT offset FROM clock WHERE id = 1"));
    this.#offset = kept ?? (start === undefined ? 0 : parseInstant(start) - Date.now());
    this.isKept = kept !== undefined;
    if (!this.isKept) this.#keep();
  }

  /** Milliseconds since 1970, moved. */
  now(): number {
    return Date.now() + this.#offset;
  }

  offset(): number {
    return this.#offset;
  }

  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /** Moves to an instant; the clock never goes back (a moment already passed changes nothing). Says nothing to the engines: call due(). */
  set(instant: number): void {
    const offset = Math.ceil(instant - Date.now());
    if (offset <= this.#offset) return;
    this.#offset = offset;
    this.#keep();
    this.touch();
  }

  register(timed: Timed): void {
    this.#timed.push(timed);
  }

  /** The next stop: the earliest instant at which anything registered will act. */
  nextDue(): number | undefined {
    let next: number | undefined;
    for (const timed of this.#timed) {
      const due = timed.nextDue();
      if (due !== undefined && (next === undefined || due < next)) next = due;
    }
    return next;
  }

  /** Lets everything registered do what is due now. */
  due(): void {
    const now = this.now();
    for (const timed of this.#timed) timed.due(now);
  }

  /** From now on, what becomes due in real time happens without anybody moving the clock. */
  run(): void {
    this.#running = true;
    this.touch();
  }

  /** An earlier next stop may exist now. */
  touch(): void {
    if (!this.#running || this.#touched) return;
    this.#touched = true;
    setImmediate(() => {
      this.#touched = false;
      this.#arm();
    }).unref();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    clearTimeout(this.#timer);
    if (!this.#running) return;
    const next = this.nextDue();
    if (next === undefined) return;
    const wait = Math.min(Math.max(next - this.now(), 1), LONGEST_SLEEP);
    this.#timer = setTimeout(() => {
      this.due();
      this.#arm();
    }, wait);
    this.#timer.unref();
  }

  #keep(): void {
    this.#store
      .prepare("INSERT INTO clock (id, offset) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET offset = excluded.offset")
      .run(this.#offset);
  }
}

function parseInstant(iso: string): number {
  const instant = Date.parse(iso);
  if (Number.isNaN(instant)) throw new Error(`${iso} is no instant such as 2026-03-01T09:00:00Z`);
  return instant;
}
