import { failedItems } from "./batch-result.ts";
import type { MessageAttributes, Received, Sqs } from "./engines/sqs.ts";
import type { Functions } from "./functions.ts";
import type { QueueMapping } from "./mappings.ts";
import type { Problems } from "./problems.ts";
import type { Faults } from "./unkind/faults.ts";

export interface QueuePollerOptions {
  region: string;
  sqs: Sqs;
  functions: Functions;
  problems: Problems;
  faults: Faults;
}

/** The longest time after which a message that was deleted is seen again, in seconds. */
const AGAIN_WITHIN = 30;

/** Reads a queue for a function. Woken by arrivals, never by time. */
export class QueuePoller {
  readonly #mapping: QueueMapping;
  readonly #options: QueuePollerOptions;
  readonly #stopListening: () => void;
  readonly #onRest: () => void;
  #inFlight = 0;
  #isOpen: boolean;
  #stopped = false;

  /** Takes nothing before it is opened, if it is not `isOpen` from the beginning. `onRest`: nothing of it is under way any longer. */
  constructor(
    mapping: QueueMapping,
    options: QueuePollerOptions,
    { isOpen = true, onRest = () => {} }: { isOpen?: boolean; onRest?: () => void } = {},
  ) {
    this.#mapping = mapping;
    this.#options = options;
    this.#isOpen = isOpen;
    this.#onRest = onRest;
    this.#stopListening = options.sqs.onMessage(mapping.sourceArn, () => this.wake());
  }

  get isAtRest(): boolean {
    return this.#inFlight === 0;
  }

  open(): void {
    this.#isOpen = true;
    this.wake();
  }

  /** Takes what is there, as far as its concurrency goes. */
  wake(): void {
    const { sourceArn, batchSize, concurrency } = this.#mapping;
    while (this.#isOpen && !this.#stopped && this.#inFlight < concurrency) {
      const batch = this.#options.sqs.take(sourceArn, batchSize);
      if (batch.length === 0) return;
      this.#inFlight += 1;
      void this.#hand(this.#unkindly(batch)).finally(() => {
        this.#inFlight -= 1;
        this.wake();
        if (this.#inFlight === 0) this.#onRest();
      });
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#stopListening();
  }

  /** Another order, and messages that others see although they are taken. */
  #unkindly(batch: readonly Received[]): readonly Received[] {
    const { sourceArn } = this.#mapping;
    const { sqs, faults } = this.#options;
    for (const { receiptHandle } of batch)
      if (faults.strike("queue-message-twice", sourceArn) !== undefined) sqs.giveBack(sourceArn, receiptHandle);
    const turned = batch.length > 1 && faults.strike("queue-out-of-order", sourceArn) !== undefined;
    return turned ? batch.toReversed() : batch;
  }

  /** Deletes what is done; now and then it is seen again all the same. */
  #done(handles: readonly string[]): void {
    const { sourceArn } = this.#mapping;
    const { sqs, faults } = this.#options;
    const deleted = handles.filter((handle) => {
      const how = faults.strike("queue-message-again", sourceArn);
      return how === undefined || !sqs.seenAgain(sourceArn, handle, Math.floor(how * AGAIN_WITHIN));
    });
    if (deleted.length > 0) sqs.remove(sourceArn, deleted);
  }

  /** What fails stays hidden until its visibility timeout is over; after that it comes again or is dead. */
  async #hand(batch: readonly Received[]): Promise<void> {
    const { functionName, sourceArn, reportsFailures } = this.#mapping;
    const { functions, sqs, problems, region } = this.#options;
    const event = JSON.stringify({ Records: batch.map((one) => record(one, sourceArn, region)) });
    const outcome = await functions.invoke(functionName, event, { from: "queue" });
    if (this.#stopped) return;
    const handles = batch.map(({ receiptHandle }) => receiptHandle);
    if (outcome.payload === undefined) return sqs.letGo(sourceArn, handles);
    const failed = reportsFailures
      ? failedItems(outcome.payload, new Set(batch.map(({ messageId }) => messageId)))
      : new Set();
    const done = failed === "all" ? [] : batch.filter(({ messageId }) => !failed.has(messageId));
    this.#done(done.map(({ receiptHandle }) => receiptHandle));
    const left = batch.length - done.length;
    if (left > 0) sqs.letGo(sourceArn, handles);
    // Where the function has said why, that is the problem.
    if (left > 0 && outcome.errors.length === 0 && !outcome.excused)
      problems.add(`${functionName} gave ${left} of ${batch.length} messages of ${sourceArn} back as failed`);
  }
}

function record(one: Received, eventSourceARN: string, awsRegion: string) {
  const { messageId, receiptHandle, body, attributes, md5OfBody, messageAttributes } = one;
  return {
    messageId,
    receiptHandle,
    body,
    attributes,
    messageAttributes: attributesOf(messageAttributes),
    md5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN,
    awsRegion,
  };
}

function attributesOf(attributes: MessageAttributes) {
  const entries = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    {
      ...(StringValue !== undefined && { stringValue: StringValue }),
      ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    },
  ]);
  return Object.fromEntries(entries);
}
