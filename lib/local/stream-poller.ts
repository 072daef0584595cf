import type { Activity } from "./activity.ts";
import { failedItems } from "./batch-result.ts";
import type { Clock } from "./clock.ts";
import type { Timed } from "./engine.ts";
import type { Stream, StreamRecord } from "./engines/streams.ts";
import type { Functions, Outcome } from "./functions.ts";
import type { StreamMapping } from "./mappings.ts";
import { compilePattern } from "./pattern.ts";
import type { Problems } from "./problems.ts";
import type { Position } from "./stream-position.ts";

/** The batch that a mapping gave up on. */
export interface Abandoned {
  mapping: StreamMapping;
  shard: string;
  records: readonly StreamRecord[];
  /** As the function got it. */
  event: string;
  attempts: number;
  /** When its first and its last record came, in milliseconds. */
  arrived: { first: number; last: number };
  outcome: Outcome;
  reason: "RetryAttemptsExhausted" | "RecordAgeExceeded";
}

export interface StreamPollerOptions {
  region: string;
  clock: Clock;
  stream: Stream;
  position: Position;
  functions: Functions;
  activity: Activity;
  problems: Problems;
  /** Leaves a batch at the failure destination. */
  abandon: (batch: Abandoned) => Promise<void>;
}

const LONGEST_PAUSE = 300_000;

/** Reads a table's stream for a function, in order. Woken by changes; pauses after a failure on the moved clock. */
export class StreamPoller implements Timed {
  readonly #mapping: StreamMapping;
  readonly #options: StreamPollerOptions;
  readonly #wanted: (record: unknown) => boolean;
  /** When each record was first seen, on the moved clock: its age. */
  readonly #seen = new Map<string, number>();
  #limit: number;
  #attempts = 0;
  #again: number | undefined;
  /** When what is being gathered is handed over. */
  #gathered: number | undefined;
  #fresh = false;
  #running = false;
  #stopped = false;

  constructor(mapping: StreamMapping, options: StreamPollerOptions) {
    this.#mapping = mapping;
    this.#options = options;
    this.#limit = mapping.batchSize;
    const patterns = mapping.patterns.map(compilePattern);
    this.#wanted = (record) => patterns.length === 0 || patterns.some((matches) => matches(record));
  }

  wake(): void {
    this.#fresh = true;
    if (this.#running || this.#stopped || this.#again !== undefined) return;
    const { gatherMs } = this.#mapping;
    if (gatherMs === 0) this.#start();
    else if (this.#gathered === undefined) {
      this.#gathered = this.#options.clock.now() + gatherMs;
      this.#options.clock.touch();
    }
  }

  #start(): void {
    this.#running = true;
    void this.#options.activity.during(this.#run().catch((error: unknown) => this.#broken(error))).finally(() => {
      this.#running = false;
      if (this.#fresh) this.wake();
    });
  }

  /** Nothing unread but what waits for its next try, or is being gathered. */
  get idle(): boolean {
    return !this.#running && (!this.#fresh || this.nextDue() !== undefined);
  }

  /** When what failed is tried again. */
  get retryDue(): number | undefined {
    return this.#again;
  }

  #broken(error: unknown): void {
    this.#fresh = false;
    if (this.#stopped) return;
    const why = error instanceof Error ? error.message : String(error);
    this.#options.problems.add(`The stream that ${this.#mapping.functionName} reads failed: ${why}`);
  }

  nextDue(): number | undefined {
    return this.#again ?? this.#gathered;
  }

  due(now: number): void {
    const next = this.nextDue();
    if (next === undefined || next > now) return;
    this.#again = undefined;
    this.#gathered = undefined;
    this.#fresh = true;
    if (!this.#running && !this.#stopped) this.#start();
  }

  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    while (this.#fresh && !this.#stopped && this.#again === undefined) {
      this.#fresh = false;
      const { position, stream, clock } = this.#options;
      const records = await stream.read(position.get(), this.#limit);
      if (records.length === 0) continue;
      this.#fresh = true;
      for (const one of records) if (!this.#seen.has(sequence(one))) this.#seen.set(sequence(one), clock.now());
      const wanted = records.filter(this.#wanted);
      if (wanted.length === 0) this.#passed(records);
      else await this.#hand(wanted, records);
    }
  }

  async #hand(wanted: readonly StreamRecord[], read: readonly StreamRecord[]): Promise<void> {
    const { functions, clock } = this.#options;
    const event = JSON.stringify({ Records: wanted.map((one) => this.#record(one)) });
    const outcome = await functions.invoke(this.#mapping.functionName, event, { from: "stream" });
    if (this.#stopped) return;
    const failed = this.#firstFailed(outcome, wanted);
    if (failed === undefined) return this.#passed(read);
    this.#report(outcome, wanted.length);
    const before = read.slice(
      0,
      read.findIndex((one) => sequence(one) === failed),
    );
    // What comes before the first failure is done; the shard goes on from there.
    if (outcome.payload !== undefined && wanted[0] !== undefined && sequence(wanted[0]) !== failed)
      return this.#passed(before);
    if (outcome.payload === undefined && this.#mapping.bisects && read.length > 1) {
      this.#limit = Math.ceil(read.length / 2);
      return;
    }
    this.#attempts += 1;
    const reason = this.#spent(wanted);
    if (reason === undefined) {
      this.#again = clock.now() + Math.min(1000 * 2 ** (this.#attempts - 1), LONGEST_PAUSE);
      clock.touch();
      return;
    }
    const shard = (await this.#options.stream.shard()) ?? "";
    await this.#options.abandon({
      mapping: this.#mapping,
      shard,
      records: wanted,
      event,
      attempts: this.#attempts,
      arrived: { first: this.#arrival(wanted[0]), last: this.#arrival(wanted.at(-1)) },
      outcome,
      reason,
    });
    this.#passed(read);
  }

  /** The sequence number from which on the batch was not handled; undefined where all of it was. */
  #firstFailed(outcome: Outcome, wanted: readonly StreamRecord[]): string | undefined {
    const numbers = wanted.map(sequence);
    if (outcome.payload === undefined) return numbers[0];
    if (!this.#mapping.reportsFailures) return undefined;
    const failed = failedItems(outcome.payload, new Set(numbers));
    return failed === "all" ? numbers[0] : numbers.find((one) => failed.has(one));
  }

  #report({ failure, errors, excused }: Outcome, size: number): void {
    if (failure !== undefined || errors.length > 0 || excused) return;
    this.#options.problems.add(
      `${this.#mapping.functionName} gave records of a batch of ${size} from ${this.#mapping.sourceArn} back as failed`,
    );
  }

  #spent(wanted: readonly StreamRecord[]): Abandoned["reason"] | undefined {
    const { retries, maxAgeMs } = this.#mapping;
    const [oldest] = wanted;
    const since = oldest === undefined ? undefined : this.#seen.get(sequence(oldest));
    if (since !== undefined && this.#options.clock.now() - since > maxAgeMs) return "RecordAgeExceeded";
    return retries >= 0 && this.#attempts > retries ? "RetryAttemptsExhausted" : undefined;
  }

  #arrival(one: StreamRecord | undefined): number {
    return (one && this.#seen.get(sequence(one))) ?? this.#options.clock.now();
  }

  #passed(records: readonly StreamRecord[]): void {
    const last = records.at(-1);
    if (last !== undefined) this.#options.position.set(sequence(last));
    for (const one of records) this.#seen.delete(sequence(one));
    this.#limit = this.#mapping.batchSize;
    this.#attempts = 0;
  }

  #record(one: StreamRecord) {
    const { region } = this.#options;
    const at = Math.floor(this.#arrival(one) / 1000);
    return {
      ...one,
      awsRegion: region,
      eventSourceARN: this.#mapping.sourceArn,
      dynamodb: { ...one.dynamodb, ApproximateCreationDateTime: at },
    };
  }
}

const sequence = (record: StreamRecord) => record.dynamodb.SequenceNumber;
