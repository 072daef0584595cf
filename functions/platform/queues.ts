import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { EnvName } from "#platform/environment";
import { environment } from "#platform/environment";
import { inTens } from "#platform/in-tens";

export interface Message {
  readonly body: unknown;
  /** Seconds until it may be received, 0 to 900. */
  readonly delay?: number;
}
export interface Queues {
  /** Sends all of them, ten a call and again what was left out; resolves with the indexes of those that the service did not take. */
  send(queue: Extract<EnvName, `${string}QUEUE_URL`>, messages: readonly Message[]): Promise<readonly number[]>;
}

export function sqsQueues(): Queues {
  const client = new SQSClient({});
  return {
    send: (queue, messages) =>
      inTens(messages, async (batch) => {
        const { Failed = [] } = await client.send(
          new SendMessageBatchCommand({
            QueueUrl: environment(queue),
            Entries: batch.map(({ body, delay }, place) => ({
              Id: String(place),
              MessageBody: JSON.stringify(body),
              ...(delay !== undefined && { DelaySeconds: delay }),
            })),
          }),
        );
        return Failed.map(({ Id }) => Number(Id));
      }),
  };
}

/** Sends all or throws: for callers whose whole step is tried again. */
export async function sendAll(
  queues: Queues,
  queue: Parameters<Queues["send"]>[0],
  messages: readonly Message[],
): Promise<void> {
  const refused = await queues.send(queue, messages);
  if (refused.length > 0)
    throw new Error(
      `${refused.length} of ${messages.length} messages were not taken by the queue; the step is tried again.`,
    );
}
