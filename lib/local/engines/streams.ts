import { z } from "zod";
import type { DynamoDb } from "./dynamodb.ts";

const shards = z.object({ StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }) });
const iterator = z.object({ ShardIterator: z.string() });
const record = z.looseObject({
  eventName: z.string(),
  dynamodb: z.looseObject({ SequenceNumber: z.string() }),
});
const page = z.object({ Records: z.array(record), NextShardIterator: z.string().optional() });
export type StreamRecord = z.infer<typeof record>;

/** A table's stream, which the engine writes as one shard. */
export class Stream {
  readonly #dynamo: DynamoDb;
  readonly #arn: string;
  #shard: string | undefined;
  /** Where the last page ended, to go on from there. */
  #next: { after: string | undefined; iterator: string | undefined } | undefined;

  constructor(dynamo: DynamoDb, table: string) {
    this.#dynamo = dynamo;
    this.#arn = dynamo.streamOf(table);
  }

  /** The shard's id; undefined as long as nothing was ever written. */
  async shard(): Promise<string | undefined> {
    if (this.#shard !== undefined) return this.#shard;
    const { StreamDescription } = shards.parse(await this.#ask("DescribeStream", { StreamArn: this.#arn }));
    if (StreamDescription.Shards.length > 1)
      throw new Error(`The stream ${this.#arn} has several shards, which the local stack does not read`);
    this.#shard = StreamDescription.Shards[0]?.ShardId;
    return this.#shard;
  }

  /** What follows a sequence number, or everything from the beginning, at most `limit` records. */
  async read(after: string | undefined, limit: number): Promise<StreamRecord[]> {
    const ShardIterator = await this.#iterator(after);
    if (ShardIterator === undefined) return [];
    const { Records, NextShardIterator } = page.parse(await this.#ask("GetRecords", { ShardIterator, Limit: limit }));
    this.#next = { after: Records.at(-1)?.dynamodb.SequenceNumber ?? after, iterator: NextShardIterator };
    return Records;
  }

  async #iterator(after: string | undefined): Promise<string | undefined> {
    if (this.#next?.iterator !== undefined && this.#next.after === after) return this.#next.iterator;
    const ShardId = await this.shard();
    if (ShardId === undefined) return undefined;
    const position =
      after === undefined
        ? { ShardIteratorType: "TRIM_HORIZON" }
        : { ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: after };
    const wanted = { StreamArn: this.#arn, ShardId, ...position };
    return iterator.parse(await this.#ask("GetShardIterator", wanted)).ShardIterator;
  }

  #ask(action: string, input: unknown): Promise<unknown> {
    return this.#dynamo.dynoxide.answer(`DynamoDBStreams_20120810.${action}`, input);
  }
}
