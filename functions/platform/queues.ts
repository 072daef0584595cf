import { SendMessageBatchCommand, SQSClient } from "@aws-sdk/client-sqs";
import { inBatches } from "#platform/batches";
import type { EnvName } from "#platform/environment";
import { environment } from "#platform/environment";

export interface Message {
  readonly body: unknown;
  /** Seconds until it may be received, 0 to 900. */
  readonly delay?: number;
}
export interface Queues {
  /** Sends all of them, up to ten a call and again what was left out; resolves with the indexes of those that the service did not take. */
  send(queue: Extract<EnvName, `${string}QUEUE_URL`>, messages: readonly Message[]): Promise<readonly number[]>;
}

/** What the messages of one call may weigh together. */
const HEAVIEST_CALL = 1_048_576;

export function sqsQueues(): Queues {
  const client = new SQSClient({});
  return {
    async send(queue, messages) {
      const made = messages.map(({ body, delay }) => ({
        MessageBody: JSON.stringify(body),
        ...(delay !== undefined && { DelaySeconds: delay }),
      }));
      return inBatches(made, { weigh, heaviest: HEAVIEST_CALL }, async (batch) => {
        const Entries = batch.map((entry, place) => ({ Id: String(place), ...entry }));
        const { Failed = [] } = await client.send(
          new SendMessageBatchCommand({ QueueUrl: environment(queue), Entries }),
        );
        return Failed.map(({ Id }) => Number(Id));
      });
    },
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

const weigh = ({ MessageBody }: { readonly MessageBody: string }) => Buffer.byteLength(MessageBody);
