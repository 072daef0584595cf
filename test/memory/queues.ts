import type { Message, Queues } from "#platform/queues";

type QueueName = Parameters<Queues["send"]>[0];
interface Held {
  readonly body: string;
  readonly delay: number;
}

/**
 * Queues in memory: bodies travel as text, a delay is a whole number of at most 900 seconds, and what the service
 * does not take is said by index. What it does not take, and when it breaks, is given from outside.
 */
export function memoryQueues(
  faults: { refuse?: (queue: QueueName, body: unknown) => boolean; broken?: () => boolean } = {},
) {
  const held = new Map<QueueName, Held[]>();
  const of = (queue: QueueName) => held.get(queue) ?? [];
  const queues: Queues = {
    async send(queue, messages) {
      if (faults.broken?.()) throw new Error("the queue cannot be reached");
      return messages.flatMap((message, index) => {
        const taken = checked(message);
        if (taken === undefined || faults.refuse?.(queue, message.body)) return [index];
        held.set(queue, [...of(queue), taken]);
        return [];
      });
    },
  };
  return {
    ...queues,
    /** What waits in a queue, in the order it was sent. */
    waiting: (queue: QueueName): { body: unknown; delay: number }[] =>
      of(queue).map(({ body, delay }) => ({ body: JSON.parse(body), delay })),
    /** Receives everything, delayed or not, and takes it out. */
    receive(queue: QueueName): unknown[] {
      const bodies = of(queue).map(({ body }): unknown => JSON.parse(body));
      held.delete(queue);
      return bodies;
    },
  };
}

/** Undefined where the service takes no such message. */
function checked({ body, delay = 0 }: Message): Held | undefined {
  const text = JSON.stringify(body);
  if (!Number.isInteger(delay) || delay < 0 || delay > 900) return undefined;
  return typeof text === "string" && Buffer.byteLength(text) <= 1_048_576 ? { body: text, delay } : undefined;
}
