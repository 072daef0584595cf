import { randomBytes, randomUUID } from "node:crypto";
import type { Clock } from "#lib/local/clock";
import { Refused } from "#lib/local/engine";
import { type Row, type Store, scalar, text, whole } from "#lib/local/store";
import { type MessageAttributes, md5, md5OfAttributes, messageAttributes, type Received } from "./sqs-message.ts";

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

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, sender TEXT NOT NULL, sent INTEGER NOT NULL,
    visible INTEGER NOT NULL, received INTEGER NOT NULL DEFAULT 0, first INTEGER, receipt TEXT, source TEXT
  );
  CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible);`;

/** The messages: what is sent, seen, hidden and given back, on the moved clock. */
export class Queues {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #byArn = new Map<string, QueueDescription>();
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #deadLetter: ((queueArn: string, messageId: string, sourceArn: string) => void)[] = [];
  readonly #sql: ReturnType<typeof statements>;
  readonly #news = new Set<string>();
  /** Everything visible up to this instant has been told to the listeners. */
  #told = 0;

  constructor(store: Store, clock: Clock, queues: readonly QueueDescription[]) {
    this.#store = store;
    this.#clock = clock;
    store.define(SCHEMA);
    this.#sql = statements(store);
    for (const queue of queues) this.#byArn.set(queue.arn, queue);
    for (const { name, redrive } of queues) {
      if (redrive !== undefined && !this.#byArn.has(redrive.deadLetterArn)) {
        throw new Error(`Queue ${name} names ${redrive.deadLetterArn} for its dead letters, which is no queue`);
      }
    }
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

  onDeadLetter(listener: (queueArn: string, messageId: string, sourceArn: string) => void): void {
    this.#deadLetter.push(listener);
  }

  send(arn: string, body: string, sending: Sending = {}): string {
    const queue = this.get(arn);
    const now = this.#clock.now();
    const delay = (sending.delaySeconds ?? queue.delaySeconds) * 1000;
    const id = randomUUID();
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

  receive(arn: string, max: number, visibilitySeconds?: number): Received[] {
    const queue = this.get(arn);
    const now = this.#clock.now();
    const hidden = now + (visibilitySeconds ?? queue.visibilitySeconds) * 1000;
    const oldest = now - queue.retentionSeconds * 1000;
    return this.#store.transaction(() => {
      const received: Received[] = [];
      for (const row of this.#candidates(queue, now, oldest, max)) {
        const receipt = randomBytes(9).toString("base64url");
        this.#sql.hide.run(hidden, now, receipt, text(row, "id"));
        received.push(toReceived(row, receipt, now));
      }
      if (received.length > 0) this.#clock.touch();
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

function statements(store: Store) {
  const columns = "id, queue, body, attributes, sender, sent, visible, received, first, source";
  return {
    insert: store.prepare(
      "INSERT INTO messages (id, queue, body, attributes, sender, sent, visible) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ),
    visible: store.prepare(
      `SELECT ${columns} FROM messages WHERE queue = ? AND visible <= ? AND sent > ? ORDER BY visible, rowid LIMIT ?`,
    ),
    hide: store.prepare(
      "UPDATE messages SET visible = ?, received = received + 1, first = coalesce(first, ?), receipt = ? WHERE id = ?",
    ),
    bury: store.prepare("UPDATE messages SET queue = ?, visible = ?, receipt = NULL, source = ? WHERE id = ?"),
    remove: store.prepare("DELETE FROM messages WHERE queue = ? AND id = ? AND receipt = ?"),
    giveBack: store.prepare(
      "UPDATE messages SET visible = ? WHERE queue = ? AND id = ? AND receipt = ? AND visible > ?",
    ),
    purge: store.prepare("DELETE FROM messages WHERE queue = ?"),
    expire: store.prepare("DELETE FROM messages WHERE queue = ? AND sent <= ?"),
    next: store.prepare("SELECT min(visible) FROM messages WHERE queue = ? AND visible > ?"),
    peek: store.prepare(`SELECT ${columns} FROM messages WHERE queue = ? ORDER BY sent, rowid LIMIT ?`),
    countVisible: store.prepare("SELECT count(*) FROM messages WHERE queue = ? AND visible <= ?"),
    countDelayed: store.prepare("SELECT count(*) FROM messages WHERE queue = ? AND visible > ? AND receipt IS NULL"),
    countInFlight: store.prepare(
      "SELECT count(*) FROM messages WHERE queue = ? AND visible > ? AND receipt IS NOT NULL",
    ),
  };
}

function toReceived(row: Row, receipt: string, now: number): Received {
  const id = text(row, "id");
  const body = text(row, "body");
  const kept = text(row, "attributes");
  const attributes = kept === "{}" ? {} : messageAttributes.parse(JSON.parse(kept));
  const digest = md5OfAttributes(attributes);
  const source = row["source"];
  return {
    messageId: id,
    receiptHandle: Buffer.from(`${id} ${receipt}`).toString("base64"),
    body,
    md5OfBody: md5(body),
    attributes: {
      SenderId: text(row, "sender"),
      SentTimestamp: String(whole(row, "sent")),
      ApproximateReceiveCount: String(whole(row, "received") + (receipt === "" ? 0 : 1)),
      ApproximateFirstReceiveTimestamp: String(row["first"] ?? now),
      ...(typeof source === "string" ? { DeadLetterQueueSourceArn: source } : {}),
    },
    messageAttributes: attributes,
    ...(digest === undefined ? {} : { md5OfMessageAttributes: digest }),
  };
}

interface Receipt {
  id: string;
  receipt: string;
}

function parseReceipt(handle: string): Receipt {
  const [id, receipt] = Buffer.from(handle, "base64").toString().split(" ");
  if (id === undefined || receipt === undefined || id.length !== 36) {
    throw new Refused(
      "ReceiptHandleIsInvalid",
      `The input receipt handle "${handle}" is not a valid receipt handle.`,
      404,
    );
  }
  return { id, receipt };
}
