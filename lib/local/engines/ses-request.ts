import { z } from "zod";
import { Refused } from "#lib/local/engine";
import { read } from "#lib/local/input";
import {
  addressOf,
  decodeWords,
  encodeWord,
  faultOf,
  type Header,
  headerOf,
  splitAddresses,
  splitMessage,
} from "#lib/local/mime";

const content = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const addresses = z.array(z.string()).default([]);
const pair = z.strictObject({ Name: z.string(), Value: z.string() });

/** SendEmail's members as far as this stack knows them; others are refused rather than ignored. */
const sendEmail = z.strictObject({
  FromEmailAddress: z.string().optional(),
  Destination: z.strictObject({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses }).optional(),
  ReplyToAddresses: addresses,
  FeedbackForwardingEmailAddress: z.string().optional(),
  EmailTags: z.array(pair).max(50).default([]),
  ConfigurationSetName: z.string().optional(),
  Content: z.union([
    z.strictObject({ Raw: z.strictObject({ Data: z.base64() }) }),
    z.strictObject({
      Simple: z.strictObject({
        Subject: content,
        Body: z.strictObject({ Text: content.optional(), Html: content.optional() }),
        Headers: z.array(pair).max(15).default([]),
      }),
    }),
  ]),
});
type SendEmail = z.output<typeof sendEmail>;

export interface Outgoing {
  operation: "SendEmail" | "SendRawEmail";
  handed: Uint8Array;
  headers: Header[];
  subject: string;
  /** Bare addresses: the envelope's sender, and every sender whose identity must be verified. */
  from: string;
  senders: string[];
  recipients: string[];
  tags: Record<string, string>;
  configurationSet: string | undefined;
}

const LARGEST_MAIL = 40 * 1_048_576;

/** Parses SendEmail and refuses what SES refuses before it looks at its own state. */
export function parseSendEmail(input: unknown): Outgoing {
  const request = read(sendEmail, input, "BadRequestException");
  const simple = "Simple" in request.Content;
  const handed = "Raw" in request.Content ? Buffer.from(request.Content.Raw.Data, "base64") : composeSimple(request);
  const headers = parseHeaders(handed);
  const fromHeader = headerOf(headers, "From");
  const senders = [
    ...(request.FromEmailAddress === undefined ? [] : [request.FromEmailAddress]),
    ...splitAddresses(fromHeader ?? ""),
  ].map(checked);
  const from = senders[0];
  if (from === undefined || fromHeader === undefined) throw bad("Missing required header 'From'.");
  const recipients = envelope(request, headers).map(checked);
  if (recipients.length === 0) throw bad("Missing required header 'To'.");
  if (recipients.length > 50) throw bad("Recipient count exceeds 50.");
  return {
    operation: simple ? "SendEmail" : "SendRawEmail",
    handed,
    headers,
    subject: decodeWords(headerOf(headers, "Subject") ?? ""),
    from,
    senders: [...new Set(senders)],
    recipients,
    tags: parseTags(request.EmailTags),
    configurationSet: request.ConfigurationSetName,
  };
}

/** A Destination, when given, is the envelope; otherwise the message's own headers are. */
function envelope({ Destination }: SendEmail, headers: readonly Header[]): string[] {
  if (Destination !== undefined)
    return [...Destination.ToAddresses, ...Destination.CcAddresses, ...Destination.BccAddresses];
  return ["To", "Cc", "Bcc"].flatMap((name) => splitAddresses(headerOf(headers, name) ?? ""));
}

function checked(mailbox: string): string {
  const address = addressOf(mailbox);
  const fault = faultOf(address);
  if (fault !== undefined) throw bad(fault);
  if (/[^\u0020-\u007E]/.test(mailbox)) throw bad("A display name that is not ASCII must be encoded as RFC 2047 says.");
  return address;
}

function parseHeaders(handed: Uint8Array): Header[] {
  if (handed.length > LARGEST_MAIL)
    throw new Refused("MessageRejected", `Message length is more than ${LARGEST_MAIL} bytes long: '${handed.length}'.`);
  const raw = Buffer.from(handed).toString();
  const message = splitMessage(raw);
  if (message === undefined) throw bad("The message has no header that a blank line parts from its body.");
  if (raw.split("\n").some((line) => Buffer.byteLength(line) > 999))
    throw bad("A line of the message is longer than 1,000 characters.");
  const names = message.headers.map(({ name }) => name.toLowerCase());
  for (const single of ["from", "to", "cc", "bcc", "subject", "date", "message-id", "reply-to", "sender"]) {
    if (names.indexOf(single) !== names.lastIndexOf(single)) throw bad(`Duplicate header '${single}'.`);
  }
  return message.headers;
}

function parseTags(pairs: readonly { Name: string; Value: string }[]): Record<string, string> {
  const tags: Record<string, string> = {};
  for (const { Name, Value } of pairs) {
    for (const [what, text] of [
      ["name", Name],
      ["value", Value],
    ] as const) {
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(text)) {
        throw bad(
          `Invalid message tag ${what} <${text}>: only 1 to 256 alphanumeric ASCII characters, '_', and '-' are allowed.`,
        );
      }
    }
    if (Name in tags) throw bad(`Duplicate message tag name <${Name}>.`);
    tags[Name] = Value;
  }
  return tags;
}

function composeSimple(request: SendEmail): Buffer {
  if (!("Simple" in request.Content)) throw bad("Content must be Simple or Raw.");
  const { Subject, Body, Headers } = request.Content.Simple;
  const parts = [
    ["plain", Body.Text],
    ["html", Body.Html],
  ] as const;
  const present = parts.flatMap(([kind, part]) => (part === undefined ? [] : [textPart(kind, part.Data)]));
  const [only, second] = present;
  if (only === undefined) throw bad("The body needs a text or an HTML part.");
  const boundary = "----=_local_simple";
  const head = [
    `From: ${request.FromEmailAddress ?? ""}`,
    ...addressLines("To", request.Destination?.ToAddresses),
    ...addressLines("Cc", request.Destination?.CcAddresses),
    ...addressLines("Reply-To", request.ReplyToAddresses),
    `Subject: ${encodeWord(Subject.Data)}`,
    ...Headers.map(({ Name, Value }) => `${Name}: ${Value}`),
    "MIME-Version: 1.0",
  ];
  if (second === undefined) return Buffer.from([...head, only].join("\r\n"));
  const body = [only, second].map((part) => `--${boundary}\r\n${part}\r\n`).join("");
  return Buffer.from(
    [...head, `Content-Type: multipart/alternative; boundary="${boundary}"`, "", `${body}--${boundary}--\r\n`].join(
      "\r\n",
    ),
  );
}

const addressLines = (name: string, list: readonly string[] = []) =>
  list.length === 0 ? [] : [`${name}: ${list.join(", ")}`];

function textPart(kind: "plain" | "html", data: string): string {
  const encoded = Buffer.from(data).toString("base64").replace(/.{76}/g, "$&\r\n");
  return `Content-Type: text/${kind}; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${encoded}\r\n`;
}

const bad = (message: string) => new Refused("BadRequestException", message);
