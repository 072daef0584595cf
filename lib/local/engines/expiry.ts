import { z } from "zod";
import type { Clock } from "#lib/local/clock";
import type { Timed } from "#lib/local/engine";
import type { DynamoDb } from "./dynamodb.ts";
import type { TableDescription } from "./tables.ts";

/** AWS deletes within a few days; here what has expired goes every other day of the moved clock. */
const EVERY = 2 * 86_400_000;

const attribute = z.record(z.string(), z.unknown());
const page = z.object({
  Items: z.array(z.record(z.string(), attribute)).default([]),
  LastEvaluatedKey: z.record(z.string(), z.unknown()).optional(),
});

/** Deletes the rows whose time to live is over. Late, as on AWS: code must treat them as gone before. */
export class Expiry implements Timed {
  readonly #dynamo: DynamoDb;
  readonly #clock: Clock;
  readonly #tables: readonly (TableDescription & { ttl: string })[];
  readonly #work: (sweeping: Promise<void>) => void;
  #next: number;

  /** `work` is told of each sweep, which is not over when `due` is. */
  constructor(
    dynamo: DynamoDb,
    clock: Clock,
    tables: readonly TableDescription[],
    work: (sweeping: Promise<void>) => void,
  ) {
    this.#dynamo = dynamo;
    this.#clock = clock;
    this.#work = work;
    this.#tables = tables.flatMap((table) => (table.ttl === undefined ? [] : [{ ...table, ttl: table.ttl }]));
    this.#next = clock.now() + EVERY;
  }

  nextDue(): number | undefined {
    return this.#tables.length === 0 ? undefined : this.#next;
  }

  due(now: number): void {
    if (now < this.#next) return;
    this.#next = now + EVERY;
    this.#work(this.sweep());
  }

  async sweep(): Promise<void> {
    for (const table of this.#tables) await this.#sweepTable(table);
  }

  async #sweepTable({ name, keys, ttl }: TableDescription & { ttl: string }): Promise<void> {
    const { dynoxide } = this.#dynamo;
    const over = {
      ExpressionAttributeNames: { "#ttl": ttl },
      ExpressionAttributeValues: { ":now": { N: String(Math.floor(this.#clock.now() / 1000)) }, ":number": { S: "N" } },
    };
    const condition = "attribute_type(#ttl, :number) AND #ttl < :now";
    let start: Record<string, unknown> | undefined;
    do {
      const { Items, LastEvaluatedKey } = page.parse(
        await dynoxide.answer("DynamoDB_20120810.Scan", {
          TableName: name,
          FilterExpression: condition,
          ...over,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      for (const item of Items) {
        const Key = Object.fromEntries(keys.map(({ AttributeName }) => [AttributeName, item[AttributeName]]));
        // Refused where the row was given a longer life since.
        const { status } = await dynoxide.ask("DynamoDB_20120810.DeleteItem", {
          TableName: name,
          Key,
          ConditionExpression: condition,
          ...over,
        });
        if (status === 200) this.#dynamo.changed(name);
      }
      start = LastEvaluatedKey;
    } while (start !== undefined);
  }
}
