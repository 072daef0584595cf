import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Refused } from "#lib/local/engine";
import { read } from "#lib/local/input";
import type { Queues } from "./sqs-queues.ts";

const starting = z.object({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.undefined({ error: "this stack moves all at once" }).optional(),
});
const listing = z.object({ SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) });
/** SQS moves at most ten a call; here it is only how many are taken at once. */
const AT_ONCE = 10;
/** Seconds for which what stays is hidden meanwhile, so that no message is met twice. */
const HELD = 60;

/** Moving dead letters back: at once, so that every task is completed when its call is answered. A restart forgets the tasks. */
export class Moves {
  readonly #queues: Queues;
  readonly #tasks: { SourceArn: string; [member: string]: unknown }[] = [];

  constructor(queues: Queues) {
    this.#queues = queues;
  }

  start(input: unknown) {
    const { SourceArn, DestinationArn } = read(starting, input, "MissingParameter");
    const toMove = this.#queues.depth(this.#deadLetters(SourceArn)).visible;
    const moved = this.redrive(SourceArn, DestinationArn);
    const task = {
      Status: "COMPLETED",
      SourceArn,
      ...(DestinationArn !== undefined && { DestinationArn }),
      ApproximateNumberOfMessagesMoved: moved,
      ApproximateNumberOfMessagesToMove: toMove,
      StartedTimestamp: this.#queues.now(),
    };
    this.#tasks.unshift(task);
    return { TaskHandle: Buffer.from(`${randomUUID()} ${SourceArn}`).toString("base64") };
  }

  list(input: unknown) {
    const { SourceArn, MaxResults } = read(listing, input, "MissingParameter");
    this.#deadLetters(SourceArn);
    return { Results: this.#tasks.filter((task) => task.SourceArn === SourceArn).slice(0, MaxResults) };
  }

  /** Moves what is visible to where it came from, or to `to`; as new messages, as on AWS. What came from nowhere stays. */
  redrive(deadLetterArn: string, to?: string): number {
    const queues = this.#queues;
    if (to !== undefined) queues.get(to);
    const staying: string[] = [];
    let moved = 0;
    for (;;) {
      const taken = queues.receive(this.#deadLetters(deadLetterArn), AT_ONCE, HELD);
      if (taken.length === 0) break;
      for (const { body, attributes, messageAttributes, receiptHandle } of taken) {
        const target = to ?? attributes["DeadLetterQueueSourceArn"];
        if (target === undefined) {
          staying.push(receiptHandle);
          continue;
        }
        queues.send(target, body, { attributes: messageAttributes, sender: attributes["SenderId"] ?? "local" });
        queues.remove(deadLetterArn, receiptHandle);
        moved += 1;
      }
    }
    if (staying.length > 0) queues.giveBack(deadLetterArn, staying);
    return moved;
  }

  #deadLetters(arn: string): string {
    const all = this.#queues.all();
    if (!all.some((queue) => queue.arn === arn))
      throw new Refused(
        "ResourceNotFoundException",
        "The resource that you specified for the SourceArn parameter doesn't exist.",
        404,
      );
    if (!all.some(({ redrive }) => redrive?.deadLetterArn === arn))
      throw new Refused("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.");
    return arn;
  }
}
