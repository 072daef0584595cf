import { randomUUID } from "node:crypto";
import { decodeWords, type Header, headerOf, splitAddresses } from "#lib/local/mime";
import type { Emission } from "./bus.ts";

export type MailEventType = "Send" | "Delivery" | "Bounce" | "Complaint" | "DeliveryDelay" | "Reject";

/** What an event says about its mail. */
export interface EventMail {
  id: string;
  at: number;
  sender: string;
  identityArn: string;
  recipients: readonly string[];
  headers: readonly Header[];
  tags: Readonly<Record<string, string>>;
  configurationSet: string;
  caller: string;
  operation: "SendEmail" | "SendRawEmail";
}

export interface SesPlace {
  region: string;
  account: string;
}

const DETAIL_TYPES: Record<MailEventType, string> = {
  Send: "Email Sent",
  Delivery: "Email Delivered",
  Bounce: "Email Bounced",
  Complaint: "Email Complaint Received",
  DeliveryDelay: "Email Delivery Delayed",
  Reject: "Email Rejected",
};

/** How the mailbox simulator (and, for every other address, an obliging world) answers. */
export function fateOf(recipient: string): { types: MailEventType[]; bounceSubType: string } {
  const [, mailbox = ""] = /^([a-z]+)(?:\+[^@]*)?@simulator\.amazonses\.com$/i.exec(recipient) ?? [];
  switch (mailbox.toLowerCase()) {
    case "bounce":
      return { types: ["Bounce"], bounceSubType: "General" };
    case "suppressionlist":
      return { types: ["Bounce"], bounceSubType: "Suppressed" };
    case "complaint":
      return { types: ["Delivery", "Complaint"], bounceSubType: "General" };
    default:
      return { types: ["Delivery"], bounceSubType: "General" };
  }
}

/** The event as SES puts it on the default bus, about some or all of the mail's recipients. */
export function sesEvent(
  type: MailEventType,
  mail: EventMail,
  recipients: readonly string[],
  place: SesPlace,
  at: number,
  bounceSubType = "General",
): Emission {
  const arn = `arn:aws:ses:${place.region}:${place.account}:configuration-set/${mail.configurationSet}`;
  const detail = {
    eventType: type,
    mail: describeMail(mail, place),
    ...describeFate(type, mail, recipients, at, bounceSubType),
  };
  return { source: "aws.ses", detailType: DETAIL_TYPES[type], resources: [arn], detail };
}

function describeMail(mail: EventMail, { account }: SesPlace) {
  const list = (name: string) => splitAddresses(headerOf(mail.headers, name) ?? "").map(decodeWords);
  const tags: Record<string, string[]> = {
    "ses:operation": [mail.operation],
    "ses:configuration-set": [mail.configurationSet],
    "ses:source-ip": ["127.0.0.1"],
    "ses:from-domain": [mail.sender.slice(mail.sender.lastIndexOf("@") + 1)],
    "ses:caller-identity": [mail.caller],
  };
  for (const [name, value] of Object.entries(mail.tags)) tags[name] = [value];
  return {
    timestamp: new Date(mail.at).toISOString(),
    source: mail.sender,
    sourceArn: mail.identityArn,
    sendingAccountId: account,
    messageId: mail.id,
    destination: mail.recipients,
    headersTruncated: false,
    headers: mail.headers,
    commonHeaders: {
      from: list("From"),
      to: list("To"),
      messageId: mail.id,
      subject: decodeWords(headerOf(mail.headers, "Subject") ?? ""),
    },
    tags,
  };
}

function describeFate(
  type: MailEventType,
  mail: EventMail,
  recipients: readonly string[],
  at: number,
  bounceSubType: string,
) {
  const timestamp = new Date(at).toISOString();
  const feedbackId = `${mail.id.slice(0, 16)}-${randomUUID()}-000000`;
  switch (type) {
    case "Send":
      return { send: {} };
    case "Delivery":
      return {
        delivery: {
          timestamp,
          processingTimeMillis: at - mail.at,
          recipients,
          smtpResponse: "250 2.6.0 Message received",
          reportingMTA: "localhost",
        },
      };
    case "Bounce": {
      const diagnosticCode = "smtp; 550 5.1.1 user unknown";
      const bouncedRecipients = recipients.map((emailAddress) => ({
        emailAddress,
        action: "failed",
        status: "5.1.1",
        diagnosticCode,
      }));
      return {
        bounce: {
          feedbackId,
          bounceType: "Permanent",
          bounceSubType,
          bouncedRecipients,
          timestamp,
          reportingMTA: "dns; localhost",
        },
      };
    }
    case "Complaint": {
      const complainedRecipients = recipients.map((emailAddress) => ({ emailAddress }));
      const complaint = {
        feedbackId,
        complaintSubType: null,
        complainedRecipients,
        timestamp,
        userAgent: "Local mailbox simulator",
      };
      return { complaint: { ...complaint, complaintFeedbackType: "abuse", arrivalDate: timestamp } };
    }
    case "DeliveryDelay": {
      const delayedRecipients = recipients.map((emailAddress) => ({
        emailAddress,
        status: "4.4.1",
        diagnosticCode: "smtp; 421 4.4.1 Unable to connect",
      }));
      const expirationTime = new Date(at + 14 * 3_600_000).toISOString();
      return {
        deliveryDelay: { timestamp, delayType: "TransientCommunicationFailure", expirationTime, delayedRecipients },
      };
    }
    case "Reject":
      return { reject: { reason: "Bad content" } };
  }
}
