import { countsOf, type MailState } from "#domain/mail-state";
import { type Counted, count } from "#platform/metrics";

const names = {
  sent: "MailsSent",
  "not-sent": "MailsNotSent",
  unknown: "MailsUnknown",
  delivered: "Delivered",
  bounced: "Bounced",
  complained: "Complained",
} as const satisfies Record<string, Counted>;

/** Counts a mail whose row has just moved. */
export function countMail(from: MailState, to: MailState): void {
  for (const what of countsOf(from, to)) count(names[what]);
}
