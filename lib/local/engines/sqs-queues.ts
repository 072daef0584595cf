import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "#lib/local/clock";
import { Refused } from "#lib/local/engine";
import { type Row, type Store, scalar, text, whole } from "#lib/local/store";
import type { MessageAttributes, Received } from "./sqs-message.ts";
import { parseReceipt, type Receipt, statements, toReceived } from "./sqs-rows.ts";

export interface QueueDescription {
  name: string;
  arn: string;
  /** http://127.0.0.1:PORT/000000000000/NAME, or the SDK looks a host name up. */
  url: string;
  visibilitySeconds: number;
  delaySeconds: number;
  retentionSeconds: number;
  redrive?: { deadLetterArn: string; maxReceiveCount: number };
}

export interface Sending {
  attributes?: MessageAttributes;
  /** Instead of the queue's own delay. */
  delaySeconds?: number;
  /** SenderId: who sent, such as a role's or a service's name. */
  sender?: string;
}

export interface Depth {
  visible: number;
  delayed: number;
  inFlight: number;
}

/** The messages: what is sent, seen, hidden and given back, on the moved clock. */
export class Queues {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #byArn = new Map<string, QueueDescription>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #sent: ((queueArn: string, body: string) => void)[] = [];
  readonly #deadLetter: ((queueArn: string, messageId: string, sourceArn: string) => void)[] = [];
  readonly #sql: ReturnType<typeof statements>;
  readonly #news = new Set<string>();
  readonly #lateBy: (queueArn: string) => number;
  /** Everything visible up to this instant has been told to the listeners. */
  #told = 0;

  /** `lateBy`: by how many seconds a message to this queue is later than those sent after it. */
  constructor(
    store: Store,
    clock: Clock,
    queues: readonly QueueDescription[],
    lateBy: (queueArn: string) => number = () => 0,
  ) {
    this.#lateBy = lateBy;
    this.#store = store;
    this.#clock = clock;
    this.#sql = statements(store);
    for (const queue of queues) this.#byArn.set(queue.arn, queue);
    for (const { name, redrive } of queues) {
      if (redrive !== undefined && !this.#byArn.has(redrive.deadLetterArn)) {
        throw new Error(`Queue ${name} names ${redrive.deadLetterArn} for its dead letters, which is no queue`);
      }
    }
  }

  now(): number {
    return this.#clock.now();
  }

  all(): QueueDescription[] {
    return [...this.#byArn.values()];
  }

  get(arn: string): QueueDescription {
    const queue = this.#byArn.get(arn);
    if (queue === undefined) throw new Refused("QueueDoesNotExist", `The queue ${arn} does not exist.`);
    return queue;
  }

  /** Called soon after a message can be received; several arrivals of one turn are told once. Gives back how to stop listening. */
  onMessage(arn: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(this.get(arn).arn) ?? new Set();
    this.#listeners.set(arn, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(arn);
    };
  }

  onSent(listener: (queueArn: string, body: string) => void): void {
    this.#sent.push(listener);
  }

  onDeadLetter(listener: (queueArn: string, messageId: string, sourceArn: string) => void): void {
    this.#deadLetter.push(listener);
  }

  send(arn: string, body: string, sending: Sending = {}): string {
    const queue = this.get(arn);
    const now = this.#clock.now();
    const delay = ((sending.delaySeconds ?? queue.delaySeconds) + this.#lateBy(arn)) * 1000;
    const id = randomUUID();
    for (const listener of this.#sent) listener(arn, body);
    this.#sql.insert.run(
      id,
      arn,
      body,
      JSON.stringify(sending.attributes ?? {}),
      sending.sender ?? "local",
      now,
      now + delay,
    );
    if (delay === 0) this.#tell(arn);
    else this.#clock.touch();
    return id;
  }

  /** Receives for a reader of this process: what is in its hand when the process dies was not tried. */
  take(arn: string, max: number): Received[] {
    return this.receive(arn, max, undefined, true);
  }

  receive(arn: string, max: number, visibilitySeconds?: number, isHeld = false): Received[] {
    const queue = this.get(arn);
    const now = this.#clock.now();
    const hidden = now + (visibilitySeconds ?? queue.visibilitySeconds) * 1000;
    const oldest = now - queue.retentionSeconds * 1000;
    return this.#store.transaction(() => {
      const received: Received[] = [];
      for (const row of this.#candidates(queue, now, oldest, max)) {
        const receipt = randomBytes(9).toString("base64url");
        this.#sql.hide.run(hidden, now, receipt, isHeld ? 1 : 0, text(row, "id"));
        received.push(toReceived(row, receipt, now));
      }
      if (received.length > 0) this.#clock.touch();
      else this.#sql.expire.run(arn, oldest);
      return received;
    });
  }

  /** Moves what was received too often to the dead letters; a queue without such a limit hands it out for ever. */
  #candidates(queue: QueueDescription, now: number, oldest: number, max: number): Row[] {
    for (;;) {
      const rows = this.#sql.visible.all(queue.arn, now, oldest, max);
      const limit = queue.redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY;
      const spent = rows.filter((row) => whole(row, "received") >= limit);
      if (spent.length === 0 || queue.redrive === undefined) return rows;
      for (const row of spent) this.#bury(queue, queue.redrive.deadLetterArn, text(row, "id"), now);
    }
  }

  #bury(queue: QueueDescription, deadLetterArn: string, id: string, now: number): void {
    this.#sql.bury.run(deadLetterArn, now, queue.arn, id);
    for (const listener of this.#deadLetter) listener(deadLetterArn, id, queue.arn);
    this.#tell(deadLetterArn);
  }

  /** An old receipt handle succeeds without deleting, as on AWS. */
  remove(arn: string, receiptHandles: string | readonly string[]): void {
    this.#each(receiptHandles, ({ id, receipt }) => this.#sql.remove.run(arn, id, receipt));
  }

  /** The reader gave these up: they count as tried and stay hidden as long as they were to be. */
  letGo(arn: string, receiptHandles: readonly string[]): void {
    this.#each(receiptHandles, ({ id, receipt }) => this.#sql.letGo.run(arn, id, receipt));
  }

  has(arn: string): boolean {
    return this.#byArn.has(arn);
  }

  /** Keeps a message for a queue that the template no longer has. */
  setAside(arn: string, body: string, sender: string): void {
    const now = this.#clock.now();
    for (const listener of this.#sent) listener(arn, body);
    this.#sql.insert.run(randomUUID(), arn, body, "{}", sender, now, now);
  }

  /** Makes messages in flight visible again after so many seconds from now. */
  giveBack(arn: string, receiptHandles: string | readonly string[], seconds = 0): void {
    const now = this.#clock.now();
    this.#each(receiptHandles, ({ id, receipt }) => {
      const { changes } = this.#sql.giveBack.run(now + seconds * 1000, arn, id, receipt, now);
      if (changes === 0) throw new Refused("MessageNotInflight", "The message referred to isn't in flight.");
    });
    if (seconds === 0) this.#tell(arn);
    else this.#clock.touch();
  }

  /** Leaves a message that its reader has done with for another to see, after so many seconds. False where somebody else holds it. */
  seenAgain(arn: string, receiptHandle: string, seconds: number): boolean {
    const { id, receipt } = parseReceipt(receiptHandle);
    const now = this.#clock.now();
    const { changes } = this.#sql.giveBack.run(now + seconds * 1000, arn, id, receipt, now);
    if (seconds === 0) this.#tell(arn);
    else this.#clock.touch();
    return changes > 0;
  }

  #each(handles: string | readonly string[], work: (receipt: Receipt) => void): void {
    const receipts = (typeof handles === "string" ? [handles] : handles).map(parseReceipt);
    this.#store.transaction(() => receipts.forEach(work));
  }

  purge(arn: string): void {
    this.#sql.purge.run(this.get(arn).arn);
  }

  depth(arn: string): Depth {
    const now = this.#clock.now();
    return {
      visible: scalar(this.#sql.countVisible, arn, now) ?? 0,
      delayed: scalar(this.#sql.countDelayed, arn, now) ?? 0,
      inFlight: scalar(this.#sql.countInFlight, arn, now) ?? 0,
    };
  }

  /** Looks without receiving: everything in the queue, hidden or not, oldest first. */
  peek(arn: string, limit = 1000): Received[] {
    return this.#sql.peek.all(arn, limit).map((row) => toReceived(row, "", this.#clock.now()));
  }

  /** No queue that somebody listens to has anything to receive now. */
  idle(): boolean {
    const now = this.#clock.now();
    for (const arn of this.#listeners.keys()) {
      const next = scalar(this.#sql.next, arn, 0);
      if (next !== undefined && next <= now) return false;
    }
    return true;
  }

  /** When the next hidden message of a queue that somebody listens to shows itself. */
  nextDue(): number | undefined {
    let earliest: number | undefined;
    for (const arn of this.#listeners.keys()) {
      const next = scalar(this.#sql.next, arn, this.#told);
      if (next !== undefined && (earliest === undefined || next < earliest)) earliest = next;
    }
    return earliest;
  }

  due(now: number): void {
    for (const { arn, retentionSeconds } of this.#byArn.values()) {
      this.#sql.expire.run(arn, now - retentionSeconds * 1000);
    }
    for (const arn of this.#listeners.keys()) {
      const next = scalar(this.#sql.next, arn, this.#told);
      if (next !== undefined && next <= now) this.#tell(arn);
    }
    this.#told = now;
  }

  #tell(arn: string): void {
    const listeners = this.#listeners.get(arn);
    if (listeners === undefined) return;
    if (this.#news.size === 0) queueMicrotask(() => this.#spread());
    this.#news.add(arn);
  }

  #spread(): void {
    const news = [...this.#news];
    this.#news.clear();
    for (const arn of news) for (const listener of this.#listeners.get(arn) ?? []) listener();
  }
}
