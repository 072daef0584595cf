import { z } from "zod";
import { splitMessage } from "#lib/local/mime";
import { bytes, type Row, type Store, text, whole } from "#lib/local/store";

export interface MailSummary {
  /** The SES message id. */
  id: string;
  /** Moved instant, ms. */
  at: number;
  /** Bare address. */
  from: string;
  /** Bare addresses of the envelope. */
  to: string[];
  /** Decoded. */
  subject: string;
  tags: Record<string, string>;
  configurationSet: string | undefined;
  /** The events that SES published or would have published, in order. */
  events: string[];
}

export interface Mail extends MailSummary {
  /** As a recipient gets it: SES's own Message-ID and Date, no Bcc. */
  raw: string;
  /** The bytes as handed to SES. */
  handed: Uint8Array;
}

export interface MailFilter {
  /** Only mails captured after the one with this id. */
  after?: string;
  /** A recipient's bare address, in any case. */
  to?: string;
  /** A tag that must have this value. */
  tags?: Record<string, string>;
  /** The latest so many. */
  limit?: number;
}

/** What is kept beside the summary, to report later events of a mail. */
export interface Sent extends Omit<MailSummary, "events"> {
  caller: string;
  operation: "SendEmail" | "SendRawEmail";
  handed: Uint8Array;
}

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS mails (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, sender TEXT NOT NULL, recipients TEXT NOT NULL, subject TEXT NOT NULL,
    tags TEXT NOT NULL, configuration_set TEXT, events TEXT NOT NULL, caller TEXT NOT NULL, operation TEXT NOT NULL, handed BLOB NOT NULL
  );`;
const SUMMARY = "seq, id, at, sender, recipients, subject, tags, configuration_set, events";
const strings = z.array(z.string());
const tags = z.record(z.string(), z.string());

/** The captured mails. */
export class Mailbox {
  readonly #sql: ReturnType<typeof statements>;
  readonly #region: string;

  constructor(store: Store, region: string) {
    store.define(SCHEMA);
    this.#sql = statements(store);
    this.#region = region;
  }

  keep(mail: Sent, events: readonly string[]): void {
    const { id, at, from, to, subject, tags: tagged, configurationSet = null, caller, operation, handed } = mail;
    const lists = [
      JSON.stringify(to),
      subject,
      JSON.stringify(tagged),
      configurationSet,
      JSON.stringify(events),
    ] as const;
    this.#sql.insert.run(id, at, from, ...lists, caller, operation, handed);
  }

  addEvent(id: string, type: string): void {
    const row = this.#sql.get.get(id);
    if (row === undefined) throw new Error(`No mail ${id} was captured`);
    this.#sql.setEvents.run(JSON.stringify([...toSummary(row).events, type]), id);
  }

  /** Oldest first; no bodies, so it stays fast over many thousands. */
  list(filter: MailFilter = {}): MailSummary[] {
    const after = filter.after === undefined ? 0 : this.#sequence(filter.after);
    const rows = this.#sql.list.all(after, `%${(filter.to ?? "").replace(/[%_\\]/g, "\\$&")}%`);
    const address = filter.to?.toLowerCase();
    const wanted = Object.entries(filter.tags ?? {});
    const found = rows
      .map(toSummary)
      .filter((mail) => address === undefined || mail.to.some((one) => one.toLowerCase() === address))
      .filter((mail) => wanted.every(([name, value]) => mail.tags[name] === value));
    return filter.limit === undefined ? found : found.slice(-filter.limit);
  }

  get(id: string): Mail | undefined {
    const row = this.#sql.get.get(id);
    if (row === undefined) return undefined;
    const summary = toSummary(row);
    const handed = bytes(row, "handed");
    return { ...summary, handed, raw: asDelivered(handed, summary, this.#region) };
  }

  /** What was handed over, for an event about it. */
  sent(id: string): Sent | undefined {
    const row = this.#sql.get.get(id);
    if (row === undefined) return undefined;
    const operation = text(row, "operation") === "SendEmail" ? "SendEmail" : "SendRawEmail";
    return { ...toSummary(row), caller: text(row, "caller"), operation, handed: bytes(row, "handed") };
  }

  /** Instants and numbers of recipients since an instant, oldest first. */
  since(instant: number): { at: number; recipients: number }[] {
    return this.#sql.since.all(instant).map((row) => ({ at: whole(row, "at"), recipients: whole(row, "count") }));
  }

  #sequence(id: string): number {
    const row = this.#sql.get.get(id);
    if (row === undefined) throw new Error(`No mail ${id} was captured`);
    return whole(row, "seq");
  }
}

function statements(store: Store) {
  return {
    insert: store.prepare(
      "INSERT INTO mails (id, at, sender, recipients, subject, tags, configuration_set, events, caller, operation, handed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ),
    list: store.prepare(`SELECT ${SUMMARY} FROM mails WHERE seq > ? AND recipients LIKE ? ESCAPE '\\' ORDER BY seq`),
    get: store.prepare(`SELECT ${SUMMARY}, caller, operation, handed FROM mails WHERE id = ?`),
    setEvents: store.prepare("UPDATE mails SET events = ? WHERE id = ?"),
    since: store.prepare("SELECT at, json_array_length(recipients) AS count FROM mails WHERE at > ? ORDER BY seq"),
  };
}

function toSummary(row: Row): MailSummary {
  const configurationSet = row["configuration_set"];
  return {
    id: text(row, "id"),
    at: whole(row, "at"),
    from: text(row, "sender"),
    to: strings.parse(JSON.parse(text(row, "recipients"))),
    subject: text(row, "subject"),
    tags: tags.parse(JSON.parse(text(row, "tags"))),
    configurationSet: typeof configurationSet === "string" ? configurationSet : undefined,
    events: strings.parse(JSON.parse(text(row, "events"))),
  };
}

/** SES replaces Message-ID and Date and takes Bcc away. */
function asDelivered(handed: Uint8Array, { id, at }: MailSummary, region: string): string {
  const message = splitMessage(Buffer.from(handed).toString());
  if (message === undefined) throw new Error(`Mail ${id} has no header`);
  const kept = message.headers
    .filter(({ name }) => !/^(message-id|date|bcc)$/i.test(name))
    .map(({ name, value }) => `${name}: ${value}`);
  const stamped = [
    `Message-ID: <${messageIdOf(id, region)}>`,
    `Date: ${new Date(at).toUTCString().replace("GMT", "+0000")}`,
  ];
  return `${[...kept, ...stamped].join("\r\n")}\r\n\r\n${message.body}`;
}

export function messageIdOf(id: string, region: string): string {
  return `${id}@${region === "us-east-1" ? "email" : region}.amazonses.com`;
}
