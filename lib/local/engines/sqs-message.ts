import { createHash } from "node:crypto";
import { z } from "zod";
import { Refused } from "#lib/local/engine";

export const LARGEST_MESSAGE = 1_048_576;

export const messageAttribute = z.object({
  DataType: z.string(),
  StringValue: z.string().optional(),
  /** Base64, as on the wire. */
  BinaryValue: z.string().optional(),
});
export type MessageAttribute = z.infer<typeof messageAttribute>;
export const messageAttributes = z.record(z.string(), messageAttribute);
export type MessageAttributes = z.infer<typeof messageAttributes>;

export interface Received {
  messageId: string;
  receiptHandle: string;
  body: string;
  md5OfBody: string;
  /** System attributes: SenderId, SentTimestamp, ApproximateReceiveCount, ApproximateFirstReceiveTimestamp, DeadLetterQueueSourceArn. */
  attributes: Record<string, string>;
  messageAttributes: MessageAttributes;
  md5OfMessageAttributes?: string;
}

export const md5 = (data: string) => createHash("md5").update(data).digest("hex");

/** Names in order; each name, type and value with its length in front. */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  const put = (data: Uint8Array) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    hash.update(length).update(data);
  };
  for (const name of names) {
    const attribute = attributes[name];
    if (attribute === undefined) continue;
    put(Buffer.from(name));
    put(Buffer.from(attribute.DataType));
    const binary = attribute.DataType.startsWith("Binary");
    hash.update(Buffer.of(binary ? 2 : 1));
    put(binary ? Buffer.from(attribute.BinaryValue ?? "", "base64") : Buffer.from(attribute.StringValue ?? ""));
  }
  return hash.digest("hex");
}

// SQS takes #x9, #xA, #xD and #x20 to #xFFFD, surrogate pairs included.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that SQS refuses
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** The bytes that count against the limit; refuses what SQS refuses in a body or an attribute. */
export function weigh(body: string, attributes: MessageAttributes): number {
  if (body === "") throw new Refused("MissingParameter", "The request must contain the parameter MessageBody.");
  if (FORBIDDEN.test(body) || !body.isWellFormed()) {
    const valid = "#x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF";
    throw new Refused("InvalidMessageContents", `Invalid characters found. Valid unicode characters are ${valid}.`);
  }
  const names = Object.keys(attributes);
  if (names.length > 10)
    invalid("Number of message attributes [", `${names.length}] exceeds the allowed maximum [10].`);
  return names.reduce((total, name) => total + weighAttribute(name, attributes[name]), Buffer.byteLength(body));
}

function weighAttribute(name: string, attribute: MessageAttribute | undefined): number {
  if (attribute === undefined) return 0;
  if (!/^(?!aws\.|amazon\.)(?!.*\.\.)[A-Za-z0-9_-][A-Za-z0-9_.-]{0,255}$/i.test(name) || name.endsWith(".")) {
    invalid("Message attribute name", ` '${name}' is invalid.`);
  }
  if (!/^(String|Number|Binary)(\..+)?$/.test(attribute.DataType)) {
    invalid(
      `The message attribute '${name}' has an invalid message attribute type,`,
      " the set of supported type prefixes is Binary, Number, and String.",
    );
  }
  const binary = attribute.DataType.startsWith("Binary");
  const value = binary ? attribute.BinaryValue : attribute.StringValue;
  if (value === undefined || value === "") {
    invalid(`Message attribute '${name}' must contain a non-empty value of type`, ` '${attribute.DataType}'.`);
  }
  const size = value === undefined ? 0 : binary ? Buffer.byteLength(value, "base64") : Buffer.byteLength(value);
  return Buffer.byteLength(name) + Buffer.byteLength(attribute.DataType) + size;
}

function invalid(...words: string[]): never {
  throw new Refused("InvalidParameterValue", words.join(""));
}
