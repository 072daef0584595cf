import * as z from "zod/mini";
import type { MailState } from "#domain/mail-state";
import { language } from "#events/envelope";
import type { Key, Row, Value } from "#platform/table";

export const mailKinds = [
  "invitation",
  "receipt",
  "reminder",
  "confirmation",
  "cancellation",
  "successor",
  "predecessor",
  "change",
  "notice",
  "test",
] as const;

export const mailSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  mailId: z.string(),
  kind: z.enum(mailKinds),
  state: z.enum([
    "queued",
    "sending",
    "unknown",
    "sent",
    "delayed",
    "delivered",
    "bounced",
    "complained",
    "skipped",
    "cancelled",
    "failed",
  ]),
  reason: z.exactOptional(z.string()),
  to: z.object({ name: z.string(), address: z.string() }),
  language,
  convocationId: z.string(),
  delegation: z.string(),
  person: z.string(),
  personId: z.exactOptional(z.string()),
  /** The convocation's revision that the mail speaks of. */
  revision: z.number(),
  /** The day that the mail bears, whenever it is tried: a re-send is the same bytes. */
  at: z.string(),
  attempt: z.number(),
  owner: z.exactOptional(z.string()),
  until: z.exactOptional(z.string()),
  sesId: z.exactOptional(z.string()),
  /** What the kind needs beside it: the step of a reminder, the document of a notice, the sequence of a calendar object. */
  about: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
});
export type Mail = z.infer<typeof mailSchema>;

/** A mail's id is its key: letters, digits and hyphens, so that it may stand in a tag and an SES event finds its row at once. */
export function urgentMail(did: string, kind: Mail["kind"], number: string): { mailId: string; key: Key } {
  return { mailId: `D-${did}-${kind}-${number}`, key: { pk: `DEL#${did}`, sk: `M#${kind}#${number}` } };
}
export function bulkMail(batchId: string, page: string, recipient: string): { mailId: string; key: Key } {
  return { mailId: `B-${batchId}-${page}-${recipient}`, key: { pk: `MB#${batchId}#${page}`, sk: `M#${recipient}` } };
}
export function mailKey(mailId: string): Key | undefined {
  const urgent = /^D-([a-z2-7]{16})-([a-z]+)-([a-z0-9]+)$/.exec(mailId);
  if (urgent) return { pk: `DEL#${urgent[1]}`, sk: `M#${urgent[2]}#${urgent[3]}` };
  const bulk = /^B-([A-Za-z0-9-]+)-([A-Za-z0-9]+)-([a-z2-7]{18})$/.exec(mailId);
  return bulk ? { pk: `MB#${bulk[1]}#${bulk[2]}`, sk: `M#${bulk[3]}` } : undefined;
}

export function queuedMail(
  { mailId, key }: { mailId: string; key: Key },
  mail: Omit<Mail, "pk" | "sk" | "mailId" | "state" | "attempt" | "owner" | "until" | "sesId" | "reason">,
): Row & { readonly mailId: string } {
  const state: MailState = "queued";
  return { ...mail, ...key, mailId, state, attempt: 0 };
}

/** What the pump has to hand out: a page of a bulk batch, `next` being the first mail not handed out yet, or one mail that had to come back. */
export const openBatchSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  batchId: z.string(),
  page: z.string(),
  mails: z.number(),
  handed: z.number(),
  next: z.string(),
  mailId: z.exactOptional(z.string()),
});
export function openBatchRow(key: Key, batch: { batchId: string; page: string; mails: number }): Row {
  const row: { [name: string]: Value } & Key = { ...key, ...batch, handed: 0, next: "M#" };
  return row;
}
/** When a line of the pump's list was written. */
export const createdOf = (sk: string) => sk.split("#")[1] ?? "";
/** A mail that the service does not take for now: it goes back to the pump, which looks when sending is possible again. */
export function comeBackRow({ mailId, at }: Pick<Mail, "mailId" | "at">): Row {
  const key = { pk: "OPEN", sk: `bulk#${at}#${mailId}` };
  return { ...key, batchId: "", page: "", mails: 1, handed: 0, next: "", mailId };
}
