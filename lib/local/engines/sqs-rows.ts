import { Refused } from "#lib/local/engine";
import { type Row, type Store, text, whole } from "#lib/local/store";
import { md5, md5OfAttributes, messageAttributes, type Received } from "./sqs-message.ts";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS messages (
    id TEXT PRIMARY KEY, queue TEXT NOT NULL, body TEXT NOT NULL, attributes TEXT NOT NULL, sender TEXT NOT NULL, sent INTEGER NOT NULL,
    visible INTEGER NOT NULL, received INTEGER NOT NULL DEFAULT 0, first INTEGER, receipt TEXT, source TEXT,
    held INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX IF NOT EXISTS messages_by_visibility ON messages (queue, visible);`;

/** The table of messages and everything that is asked of it. */
export function statements(store: Store) {
  store.define(SCHEMA);
  const columns = "id, queue, body, attributes, sender, sent, visible, received, first, source";
  return {
    insert: store.prepare(
      "INSERT INTO messages (id, queue, body, attributes, sender, sent, visible) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ),
    visible: store.prepare(
      `SELECT ${columns} FROM messages WHERE queue = ? AND visible <= ? AND sent > ? ORDER BY visible, rowid LIMIT ?`,
    ),
    hide: store.prepare(
      "UPDATE messages SET visible = ?, received = received + 1, first = coalesce(first, ?), receipt = ?, held = ? WHERE id = ?",
    ),
    bury: store.prepare(
      "UPDATE messages SET queue = ?, visible = ?, receipt = NULL, source = ?, held = 0 WHERE id = ?",
    ),
    letGo: store.prepare("UPDATE messages SET held = 0 WHERE queue = ? AND id = ? AND receipt = ?"),
    remove: store.prepare("DELETE FROM messages WHERE queue = ? AND id = ? AND receipt = ?"),
    giveBack: store.prepare(
      "UPDATE messages SET visible = ?, held = 0 WHERE queue = ? AND id = ? AND receipt = ? AND visible > ?",
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

/** What a consumer gets; with an empty receipt, what somebody sees who only looks. */
export function toReceived(row: Row, receipt: string, now: number): Received {
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

export interface Receipt {
  id: string;
  receipt: string;
}

export function parseReceipt(handle: string): Receipt {
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
