import { z } from "zod";
import { Refused } from "#lib/local/engine";
import { read } from "#lib/local/input";
import { md5OfAttributes, messageAttributes, type Received } from "./sqs-message.ts";

const seconds = (most: number) => z.number().int().min(0).max(most);
export const queueUrl = z.object({ QueueUrl: z.string() });
export const names = z.array(z.string()).default([]);
export const message = z.object({
  MessageBody: z.string(),
  DelaySeconds: seconds(900).optional(),
  MessageAttributes: messageAttributes.default({}),
  MessageGroupId: z.undefined({ error: "only FIFO queues and fair queues take it; this stack has none" }).optional(),
  MessageDeduplicationId: z.undefined({ error: "only FIFO queues take it" }).optional(),
});
export type Message = z.infer<typeof message>;
export const receiving = z.object({
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: seconds(43_200).optional(),
  WaitTimeSeconds: seconds(20).default(0),
  AttributeNames: names,
  MessageSystemAttributeNames: names,
  MessageAttributeNames: names,
});
export const handle = z.object({ ReceiptHandle: z.string() });
export const visibility = handle.extend({ VisibilityTimeout: seconds(43_200) });
const entry = z.looseObject({ Id: z.string() });
const batch = z.object({ Entries: z.array(entry) });

export type Entry = z.infer<typeof entry>;
/** A batch answers entry by entry; only a malformed batch fails as a whole. */
export function eachEntry(input: unknown, work: (one: Entry) => unknown) {
  const { Entries } = read(batch, input, "MissingParameter");
  if (Entries.length === 0)
    throw new Refused("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (Entries.length > 10) {
    throw new Refused(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are 10. You have sent ${Entries.length}.`,
    );
  }
  const ids = Entries.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length)
    throw new Refused("BatchEntryIdsNotDistinct", "Two or more batch entries have the same Id.");
  if (!ids.every((id) => /^[A-Za-z0-9_-]{1,80}$/.test(id))) {
    throw new Refused(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores, at most 80.",
    );
  }
  const Successful: { Id: string }[] = [];
  const Failed: { Id: string; SenderFault: boolean; Code: string; Message: string }[] = [];
  for (const one of Entries) {
    try {
      work(one);
      Successful.push({ Id: one.Id });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      Failed.push({ Id: one.Id, SenderFault: true, Code: error.code, Message: error.message });
    }
  }
  return { Successful, Failed };
}

/** With the attributes that were asked for, and the MD5 of those. */
export function onTheWire(one: Received, system: ReadonlySet<string>, wanted: readonly string[]) {
  const attributes = Object.entries(one.attributes).filter(([name]) => system.has(name) || system.has("All"));
  const matches = (name: string) =>
    wanted.some(
      (want) =>
        want === "All" || want === ".*" || want === name || (want.endsWith(".*") && name.startsWith(want.slice(0, -2))),
    );
  const own = Object.fromEntries(Object.entries(one.messageAttributes).filter(([name]) => matches(name)));
  const digest = md5OfAttributes(own);
  return {
    MessageId: one.messageId,
    ReceiptHandle: one.receiptHandle,
    MD5OfBody: one.md5OfBody,
    Body: one.body,
    ...(attributes.length === 0 ? {} : { Attributes: Object.fromEntries(attributes) }),
    ...(digest === undefined ? {} : { MessageAttributes: own, MD5OfMessageAttributes: digest }),
  };
}
