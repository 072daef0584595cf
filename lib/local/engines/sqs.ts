import { basename } from "node:path";
import { z } from "zod";
import {
  type Answer,
  type Call,
  type Engine,
  type Need,
  Refused,
  refusal,
  success,
  type Timed,
} from "#lib/local/engine";
import { read, readJson } from "#lib/local/input";
import { LARGEST_MESSAGE, md5, md5OfAttributes, weigh } from "./sqs-message.ts";
import { Moves } from "./sqs-moves.ts";
import { type QueueDescription, Queues } from "./sqs-queues.ts";
import {
  type Entry,
  eachEntry,
  handle,
  type Message,
  message,
  names,
  onTheWire,
  queueUrl,
  receiving,
  visibility,
} from "./sqs-wire.ts";

export type { MessageAttributes, Received } from "./sqs-message.ts";
export type { Depth, QueueDescription, Sending } from "./sqs-queues.ts";

const source = z.object({ SourceArn: z.string() });
const isMove = (action: string) => action === "StartMessageMoveTask" || action === "ListMessageMoveTasks";

type Action = (queue: QueueDescription, input: unknown, call: Call) => unknown;

/** SQS: JSON 1.0 over the queues, and the queues' own methods for the pollers. */
export class Sqs extends Queues implements Engine, Timed {
  readonly service = "sqs";
  readonly moves = new Moves(this);
  readonly #byUrl = new Map<string, QueueDescription>();
  readonly #waiting = new Set<() => void>();

  readonly #actions: Record<string, Action> = {
    SendMessage: (queue, input, call) => this.#sendMessage(queue, input, call),
    SendMessageBatch: (queue, input, call) => this.#sendBatch(queue, input, call),
    ReceiveMessage: (queue, input) => this.#receiveMessage(queue, input),
    DeleteMessage: (queue, input) => this.remove(queue.arn, read(handle, input, "MissingParameter").ReceiptHandle),
    DeleteMessageBatch: (queue, input) =>
      eachEntry(input, (one) => this.remove(queue.arn, read(handle, one, "MissingParameter").ReceiptHandle)),
    ChangeMessageVisibility: (queue, input) => this.#changeVisibility(queue, input),
    ChangeMessageVisibilityBatch: (queue, input) => eachEntry(input, (one) => this.#changeVisibility(queue, one)),
    GetQueueAttributes: (queue, input) => this.#attributes(queue, input),
    PurgeQueue: (queue) => this.purge(queue.arn),
  };

  constructor(...[store, clock, queues, lateBy]: ConstructorParameters<typeof Queues>) {
    super(store, clock, queues, lateBy);
    for (const queue of queues) this.#byUrl.set(basename(queue.url), queue);
  }

  needs(call: Call): Need[] {
    const need = (action: string, resource: string) => [{ action: `sqs:${action}`, resource, context: {} }];
    if (call.action === "ListQueues") return need("ListQueues", "*");
    if (call.action === "GetQueueUrl") return need("GetQueueUrl", this.#named(readJson(call)).arn);
    if (isMove(call.action)) return need(call.action, read(source, readJson(call), "MissingParameter").SourceArn);
    if (!(call.action in this.#actions)) throw unknownAction(call.action);
    return need(call.action.replace(/Batch$/, ""), this.#addressed(readJson(call)).arn);
  }

  async handle(call: Call): Promise<Answer> {
    try {
      return success("sqs", await this.#answer(call));
    } catch (error) {
      if (error instanceof Refused) return refusal("sqs", error);
      throw error;
    }
  }

  async stop(): Promise<void> {
    for (const finish of this.#waiting) finish();
  }

  #answer(call: Call): unknown {
    const input = readJson(call);
    if (call.action === "ListQueues") return this.#list(input);
    if (call.action === "GetQueueUrl") return { QueueUrl: this.#named(input).url };
    if (call.action === "StartMessageMoveTask") return this.moves.start(input);
    if (call.action === "ListMessageMoveTasks") return this.moves.list(input);
    const action = this.#actions[call.action];
    if (action === undefined) throw unknownAction(call.action);
    return action(this.#addressed(input), input, call);
  }

  #list(input: unknown) {
    const { QueueNamePrefix = "" } = read(z.object({ QueueNamePrefix: z.string().optional() }), input);
    const queues = this.all().filter(({ name }) => name.startsWith(QueueNamePrefix));
    return queues.length === 0 ? {} : { QueueUrls: queues.map(({ url }) => url) };
  }

  #named(input: unknown): QueueDescription {
    const { QueueName } = read(z.object({ QueueName: z.string() }), input, "MissingParameter");
    return this.#byUrl.get(QueueName) ?? unknownQueue();
  }

  /** By the last part of the URL, as AWS looks at the path only. */
  #addressed(input: unknown): QueueDescription {
    const url = read(queueUrl, input, "MissingParameter").QueueUrl;
    return this.#byUrl.get(basename(url)) ?? unknownQueue();
  }

  #sendMessage(queue: QueueDescription, input: unknown, call: Call) {
    return this.#accept(queue, this.#weighed(input).message, call);
  }

  #weighed(input: unknown): { message: Message; weight: number } {
    const parsed = read(message, input, "InvalidParameterValue");
    const weight = weigh(parsed.MessageBody, parsed.MessageAttributes);
    if (weight > LARGEST_MESSAGE) {
      throw new Refused(
        "InvalidParameterValue",
        `One or more parameters are invalid. Reason: Message must be shorter than ${LARGEST_MESSAGE} bytes.`,
      );
    }
    return { message: parsed, weight };
  }

  #accept(queue: QueueDescription, { MessageBody, DelaySeconds, MessageAttributes }: Message, call: Call) {
    const digest = md5OfAttributes(MessageAttributes);
    return {
      MessageId: this.send(queue.arn, MessageBody, {
        attributes: MessageAttributes,
        sender: call.principal.name,
        ...(DelaySeconds === undefined ? {} : { delaySeconds: DelaySeconds }),
      }),
      MD5OfMessageBody: md5(MessageBody),
      ...(digest === undefined ? {} : { MD5OfMessageAttributes: digest }),
    };
  }

  #sendBatch(queue: QueueDescription, input: unknown, call: Call) {
    let total = 0;
    const weighed = new Map<Entry, Message>();
    const judged = eachEntry(input, (one) => {
      const { message, weight } = this.#weighed(one);
      total += weight;
      weighed.set(one, message);
      return one;
    });
    if (total > LARGEST_MESSAGE) {
      throw new Refused(
        "BatchRequestTooLong",
        `Batch requests cannot be longer than ${LARGEST_MESSAGE} bytes. You have sent ${total} bytes.`,
      );
    }
    const Successful = [...weighed].map(([{ Id }, parsed]) => ({ Id, ...this.#accept(queue, parsed, call) }));
    return { Successful, Failed: judged.Failed };
  }

  async #receiveMessage(queue: QueueDescription, input: unknown) {
    const wanted = read(receiving, input, "InvalidParameterValue");
    const take = () => this.receive(queue.arn, wanted.MaxNumberOfMessages, wanted.VisibilityTimeout);
    let received = take();
    if (received.length === 0 && wanted.WaitTimeSeconds > 0) {
      await this.#arrival(queue.arn, wanted.WaitTimeSeconds);
      received = take();
    }
    const system = new Set([...wanted.AttributeNames, ...wanted.MessageSystemAttributeNames]);
    return received.length === 0
      ? {}
      : { Messages: received.map((one) => onTheWire(one, system, wanted.MessageAttributeNames)) };
  }

  /** Long polling waits in real time: its caller lives there. */
  #arrival(arn: string, longest: number): Promise<void> {
    return new Promise((resolve) => {
      const finish = () => {
        clearTimeout(timer);
        forget();
        this.#waiting.delete(finish);
        resolve();
      };
      const timer = setTimeout(finish, longest * 1000);
      const forget = this.onMessage(arn, finish);
      this.#waiting.add(finish);
    });
  }

  #changeVisibility(queue: QueueDescription, input: unknown): void {
    const { ReceiptHandle, VisibilityTimeout } = read(visibility, input, "InvalidParameterValue");
    this.giveBack(queue.arn, ReceiptHandle, VisibilityTimeout);
  }

  #attributes(queue: QueueDescription, input: unknown) {
    const { AttributeNames } = read(z.object({ AttributeNames: names }), input);
    const { visible, delayed, inFlight } = this.depth(queue.arn);
    const all: Record<string, string> = {
      QueueArn: queue.arn,
      ApproximateNumberOfMessages: String(visible),
      ApproximateNumberOfMessagesDelayed: String(delayed),
      ApproximateNumberOfMessagesNotVisible: String(inFlight),
      DelaySeconds: String(queue.delaySeconds),
      MaximumMessageSize: String(LARGEST_MESSAGE),
      MessageRetentionPeriod: String(queue.retentionSeconds),
      ReceiveMessageWaitTimeSeconds: "0",
      VisibilityTimeout: String(queue.visibilitySeconds),
    };
    if (queue.redrive !== undefined) {
      const { deadLetterArn, maxReceiveCount } = queue.redrive;
      all["RedrivePolicy"] = JSON.stringify({ deadLetterTargetArn: deadLetterArn, maxReceiveCount });
    }
    const chosen = Object.entries(all).filter(
      ([name]) => AttributeNames.includes(name) || AttributeNames.includes("All"),
    );
    return { Attributes: Object.fromEntries(chosen) };
  }
}

function unknownQueue(): never {
  throw new Refused("QueueDoesNotExist", "The specified queue does not exist.");
}

const unknownAction = (action: string) => new Refused("InvalidAction", `The local stack does not know SQS ${action}.`);
