import * as z from "zod/mini";
import { functions } from "#lib/functions";

const MARK = "DeadLetters";
/** The lanes of the post office are queues of one function. */
const lanes = [
  { name: "mail-urgent", reader: "mail-lanes" },
  { name: "mail-bulk", reader: "mail-lanes" },
];
const readers = [...functions.map(({ name }) => ({ name, reader: name })), ...lanes];
const flat = (name: string) => name.replaceAll("-", "");

export const isDeadLetterQueue = (queueName: string) => queueName.includes(MARK);

const SUBSCRIBER = /subscriber([a-z0-9]+)$/;
/** Who did not take what lies in a dead-letter queue that is no function's. */
export const isSubscriber = (name: string) => name.startsWith("subscriber ");

/** The function (or the subscriber) that gave up on what lies in a dead-letter queue, by the queue's name on AWS or on one machine; else the queue's own name. */
export function giverUp(queueName: string): string {
  const place = flat(queueName.slice(0, queueName.indexOf(MARK))).replace(/Inbox$/, "");
  const subscriber = SUBSCRIBER.exec(place)?.[1];
  if (subscriber !== undefined) return `subscriber ${subscriber}`;
  return readers.find(({ name }) => place.endsWith(flat(name)))?.reader ?? queueName;
}

/** What a message is about: its kind and the ids that it names, and nothing else of it. */
export interface Contents {
  readonly kind: string;
  readonly ids: { readonly [name: string]: string };
}

const event = z.looseObject({ "detail-type": z.string(), detail: z.record(z.string(), z.unknown()) });
const wakeUp = z.looseObject({ moment: z.string() });
const anything = z.record(z.string(), z.unknown());
const ofMail = z.looseObject({ mail: z.looseObject({ messageId: z.string() }) });

/** An event of the bus or of the mail service, a wake-up, a page or a mail; an address or free text is never told. */
export function contentsOf(body: string): Contents {
  const parsed = parse(body);
  const told = event.safeParse(parsed);
  if (told.success) {
    const { "detail-type": kind, detail } = told.data;
    const mail = ofMail.safeParse(detail);
    return { kind, ids: mail.success ? { messageId: mail.data.mail.messageId } : idsIn(detail) };
  }
  const fields = anything.safeParse(parsed);
  if (!fields.success) return { kind: "message that is no JSON object", ids: {} };
  const moment = wakeUp.safeParse(parsed);
  if (moment.success) {
    const { moment: kind, ...rest } = fields.data;
    return { kind: `wake-up ${moment.data.moment}`, ids: idsIn(rest) };
  }
  return {
    kind: "mailId" in fields.data ? "mail" : "page" in fields.data ? "page" : "message",
    ids: idsIn(fields.data),
  };
}

/** mail (mailId m-1) */
export function sentenceOf({ kind, ids }: Contents): string {
  const named = Object.entries(ids).map(([name, value]) => `${name} ${value}`);
  return named.length === 0 ? kind : `${kind} (${named.join(", ")})`;
}

function idsIn(fields: { readonly [name: string]: unknown }): { [name: string]: string } {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      const text = typeof value === "number" ? String(value) : value;
      return typeof text === "string" && /^[\w.:#+-]{1,100}$/.test(text) ? [[name, text]] : [];
    }),
  );
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
