import { SESv2Client, SendEmailCommand } from "@aws-sdk/client-sesv2";
import MailComposer from "nodemailer/lib/mail-composer";
import { environment } from "#platform/environment";

export interface Outgoing {
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Calendar objects of one method; the first stands beside the text too, where mail programs look for it. */
  readonly calendar?: {
    readonly method: "REQUEST" | "CANCEL";
    readonly objects: readonly [string, ...string[]];
    /** Beside objects that stay: those of sessions that no longer take place, each a CANCEL of its own. */
    readonly withdrawn?: readonly string[];
  };
  readonly headers: { readonly [name: string]: string };
  /** Date, Message-ID and MIME boundary derive from these two: the same mail is the same bytes. */
  readonly mailId: string;
  readonly date: string;
}
export interface Tags {
  readonly mail: string;
  readonly att: string;
  readonly kind: string;
  readonly stage: string;
}
/**
 * What the mail service said. `later`: nothing was sent, try again; `paused`: nor will anything be for a while;
 * `never`: nothing was sent nor will be; `unknown`: it may have been.
 */
export type Sent =
  | { readonly kind: "sent"; readonly sesId: string }
  | { readonly kind: "later" | "paused" | "never" | "unknown"; readonly reason: string };

export interface Mailer {
  send(mail: Outgoing, tags: Tags): Promise<Sent>;
}

const later = new Set(["TooManyRequestsException", "AccessDeniedException", "AccessDenied", "ECONNREFUSED"]);
const paused = new Set(["SendingPausedException", "AccountSuspendedException", "LimitExceededException"]);
const never = new Set([
  "MessageRejected",
  "BadRequestException",
  "MailFromDomainNotVerifiedException",
  "NotFoundException",
]);

/** SES knows no idempotency: one call is one try, and what becomes of a lost answer is for the post office to settle. */
export function sesMailer(): Mailer {
  // A kept connection that the service closed meanwhile would make an unknown outcome out of nothing: each mail has its own.
  const fresh = { keepAlive: false };
  const client = new SESv2Client({ maxAttempts: 1, requestHandler: { httpAgent: fresh, httpsAgent: fresh } });
  return {
    async send(mail, tags) {
      const raw = await compose(mail);
      try {
        const { MessageId } = await client.send(
          new SendEmailCommand({
            FromEmailAddress: mail.from.address,
            Destination: { ToAddresses: [mail.to.address] },
            Content: { Raw: { Data: raw } },
            ConfigurationSetName: environment("CONFIGURATION_SET"),
            EmailTags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
          }),
        );
        return MessageId === undefined
          ? { kind: "unknown", reason: "no-message-id" }
          : { kind: "sent", sesId: MessageId };
      } catch (error) {
        return classified(error);
      }
    },
  };
}

function classified(error: unknown): Sent {
  const names = error instanceof Error ? [error.name, "code" in error ? String(error.code) : ""] : [];
  const reason = names.find((name) => name !== "" && name !== "Error") ?? "unknown";
  // The day's quota is refused under the name of the second's.
  const ofTheDay = error instanceof Error && /daily (message|sending) quota/i.test(error.message);
  if (ofTheDay || names.some((name) => paused.has(name))) return { kind: "paused", reason };
  if (names.some((name) => later.has(name))) return { kind: "later", reason };
  if (names.some((name) => never.has(name))) return { kind: "never", reason };
  return { kind: "unknown", reason };
}

/** Raw MIME, the same bytes for the same mail. */
export async function compose(mail: Outgoing): Promise<Buffer> {
  const composer = new MailComposer({
    from: mail.from,
    replyTo: mail.replyTo,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    headers: { ...mail.headers, "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "OOF, AutoReply" },
    date: new Date(mail.date),
    messageId: `<${mail.mailId}@${mail.from.address.split("@").at(-1) ?? "localhost"}>`,
    baseBoundary: mail.mailId,
    ...(mail.calendar && withCalendar(mail.calendar)),
  });
  return composer.compile().build();
}

function withCalendar({ method, objects: [first, ...others], withdrawn = [] }: NonNullable<Outgoing["calendar"]>) {
  return {
    icalEvent: { method, content: first, filename: "invite.ics" },
    attachments: [
      ...others.map((content, index) => attached(content, method, `invite-${index + 2}.ics`)),
      ...withdrawn.map((content, index) => attached(content, "CANCEL", `withdrawn-${index + 1}.ics`)),
    ],
  };
}
const attached = (content: string, method: string, filename: string) => ({
  content,
  contentType: `text/calendar; charset=utf-8; method=${method}`,
  filename,
});

/** The Message-ID that SES gives a mail which it took under this id; in us-east-1 the domain has no region. */
export function messageIdOf(sesId: string): string {
  const region = process.env["AWS_REGION"] ?? "us-east-1";
  return `<${sesId}@${region === "us-east-1" ? "email" : region}.amazonses.com>`;
}
