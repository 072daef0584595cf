import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { Unreachable } from "#bin/convoke/client";
import { credentialTrouble } from "#bin/convoke/credentials";
import type { Contents } from "#events/message";
import { contentsOf, giverUp, isDeadLetterQueue } from "#lib/dead-letters";

export interface QueueAddress {
  readonly region: string;
  /** What the names of a deployed stage's queues begin with. */
  readonly prefix?: string;
  readonly endpoint?: string;
  readonly as?: string;
}

/** A dead-letter queue with what waits in it. */
export interface DeadLetterQueue {
  readonly queue: string;
  readonly function: string;
  readonly count: number;
}
export interface Waiting extends DeadLetterQueue {
  /** When the oldest message that was looked at was sent. */
  readonly since?: string;
  readonly messages: readonly DeadLetter[];
}
export interface DeadLetter extends Contents {
  readonly messageId: string;
  readonly sent: string;
  /** How often somebody received it, looks included. */
  readonly received: number;
  /** The name of the queue that it would go back to; absent where nobody gave up on it but somebody put it here. */
  readonly from?: string;
}

/** How many messages of one queue are looked at. */
const LOOKED_AT = 100;
/** Seconds for which a look hides a message; it is given back at once, and returns by itself where that fails. */
const HELD = 30;
/** Longer than no time: a short look asks only some of the service's machines. */
const WAITED = 1;

/** The dead-letter queues of a stack, found by their names. */
export function deadLetterQueues({ region, prefix, endpoint, as }: QueueAddress) {
  const sqs = new SQSClient({
    region,
    maxAttempts: 3,
    ...(endpoint !== undefined && {
      endpoint,
      credentials: { accessKeyId: as ?? "staff", secretAccessKey: "local" },
    }),
  });

  const find = async () => {
    const { QueueUrls = [] } = await sqs.send(
      new ListQueuesCommand(prefix === undefined ? {} : { QueueNamePrefix: prefix, MaxResults: 1000 }),
    );
    const found = QueueUrls.map((url) => ({ url, queue: url.split("/").at(-1) ?? "" }));
    return Promise.all(
      found
        .filter(({ queue }) => isDeadLetterQueue(queue))
        .map(async ({ url, queue }) => {
          const { Attributes = {} } = await sqs.send(
            new GetQueueAttributesCommand({
              QueueUrl: url,
              AttributeNames: ["QueueArn", "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"],
            }),
          );
          const visible = Number(Attributes["ApproximateNumberOfMessages"]);
          const hidden = Number(Attributes["ApproximateNumberOfMessagesNotVisible"]);
          return {
            url,
            arn: Attributes["QueueArn"] ?? "",
            queue,
            function: giverUp(queue),
            count: visible + hidden,
          };
        }),
    );
  };

  /** Takes messages for a moment and gives them back; a look is no try. */
  const look = async (url: string, count: number): Promise<Message[]> => {
    const seen: Message[] = [];
    while (seen.length < Math.min(count, LOOKED_AT)) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl: url,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: HELD,
          WaitTimeSeconds: WAITED,
          MessageSystemAttributeNames: ["SentTimestamp", "ApproximateReceiveCount", "DeadLetterQueueSourceArn"],
        }),
      );
      if (Messages.length === 0) break;
      seen.push(...Messages);
    }
    for (let from = 0; from < seen.length; from += 10)
      await sqs.send(
        new ChangeMessageVisibilityBatchCommand({
          QueueUrl: url,
          Entries: seen
            .slice(from, from + 10)
            .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle, VisibilityTimeout: 0 })),
        }),
      );
    return seen;
  };

  return {
    /** All of them with what waits in them, or those of one function. */
    async list(only?: string): Promise<(Waiting & { readonly arn: string })[]> {
      return asked(region, async () =>
        Promise.all(
          (await find())
            .filter((one) => only === undefined || one.function === only)
            .map(async ({ url, arn, queue, function: reader, count }) => {
              const messages = (count === 0 ? [] : await look(url, count))
                .map(deadLetter)
                .sort((a, b) => (a.sent < b.sent ? -1 : 1));
              const since = messages[0]?.sent;
              return { arn, queue, function: reader, count, ...(since !== undefined && { since }), messages };
            }),
        ),
      );
    },
    find: async (): Promise<(DeadLetterQueue & { readonly arn: string })[]> => asked(region, find),
    /** AWS moves them by itself from here on; on one machine they are moved when this is answered. */
    async redrive(arn: string): Promise<void> {
      await asked(region, async () => sqs.send(new StartMessageMoveTaskCommand({ SourceArn: arn })));
    },
  };
}

function deadLetter({ Body = "", MessageId = "", Attributes = {} }: Message): DeadLetter {
  const { SentTimestamp, ApproximateReceiveCount, DeadLetterQueueSourceArn: source } = Attributes;
  return {
    ...contentsOf(Body),
    messageId: MessageId,
    sent: new Date(Number(SentTimestamp)).toISOString(),
    received: Number(ApproximateReceiveCount),
    ...(source !== undefined && { from: source.slice(source.lastIndexOf(":") + 1) }),
  };
}

async function asked<T>(region: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw new Unreachable(whyNot(error, region), { cause: error });
  }
}

function whyNot(error: unknown, region: string): string {
  const name = error instanceof Error ? error.name : "";
  const message = error instanceof Error ? error.message : String(error);
  const trouble = credentialTrouble(error);
  if (trouble !== undefined) return trouble;
  if (/AccessDenied|Unauthorized/.test(name))
    return `Your AWS credentials may not do this with the dead-letter queues (${message}). RUNBOOK.md lists what it takes; ask ops for it.`;
  return `SQS in ${region} did not do it (${message || name}).`;
}
