import { sentenceOf } from "#events/message";
import { contentsOf } from "#lib/dead-letters";
import type { Sqs } from "./engines/sqs.ts";
import type { MappingDescription } from "./mappings.ts";

export interface GivenUp {
  /** The dead-letter queue's name. */
  readonly queue: string;
  readonly functionName: string;
  readonly count: number;
  /** When the oldest message was sent. */
  readonly since: number;
  /** What the oldest of them are about. */
  readonly about: readonly string[];
}

/** How many messages of one queue are told one by one. */
const TOLD = 20;

/** What functions gave up on, for a person to look at and to move back. */
export class DeadLetters {
  readonly #sqs: Sqs;
  readonly #readers: ReadonlyMap<string, string>;

  constructor(sqs: Sqs, mappings: readonly MappingDescription[]) {
    this.#sqs = sqs;
    this.#readers = new Map(mappings.map(({ sourceArn, functionName }) => [sourceArn, functionName]));
  }

  /** The queues in which something waits. */
  list(): GivenUp[] {
    return this.#queues().flatMap(({ arn, name, functionName }) => {
      const { visible, delayed, inFlight } = this.#sqs.depth(arn);
      const oldest = this.#sqs.peek(arn, TOLD);
      const since = Number(oldest[0]?.attributes["SentTimestamp"]);
      const about = oldest.map(({ body }) => sentenceOf(contentsOf(body)));
      return oldest.length === 0
        ? []
        : [{ queue: name, functionName, count: visible + delayed + inFlight, since, about }];
    });
  }

  /** Moves a queue's messages back; undefined where there is no such dead-letter queue. */
  redrive(name: string): number | undefined {
    const queue = this.#queues().find((one) => one.name === name);
    return queue && this.#sqs.moves.redrive(queue.arn);
  }

  #queues() {
    const all = this.#sqs.all();
    return all.flatMap(({ arn, name }) => {
      const source = all.find(({ redrive }) => redrive?.deadLetterArn === arn);
      return source === undefined ? [] : [{ arn, name, functionName: this.#readers.get(source.arn) ?? source.name }];
    });
  }
}
