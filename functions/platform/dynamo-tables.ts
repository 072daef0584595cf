import {
  ConditionalCheckFailedException,
  DynamoDBClient,
  TransactionCanceledException,
  TransactionConflictException,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import * as z from "zod/mini";
import { environment } from "#platform/environment";
import { checkInput, putInput, updateInput } from "#platform/expressions";
import { inParallel } from "#platform/parallel";
import type {
  CancelReason,
  IndexQuery,
  Key,
  Query,
  Row,
  TableName,
  Tables,
  Test,
  TransactItem,
  Update,
} from "#platform/table";
import { pause } from "#platform/timers";

const anyRow = z.looseObject({ pk: z.string(), sk: z.string() });
const row = z.custom<Row>((value) => anyRow.safeParse(value).success);

const MOST_TRIES = 8;
const keyNames = { list: ["lpk", "lsk"], person: ["ppk", "psk"], due: ["dpk", "dsk"] } as const;

/** The two tables over DynamoDB. The SDK's own retries stay on: every call here may be repeated. */
export function dynamoTables(): Tables {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const named = (table: TableName) => environment(table === "records" ? "RECORDS_TABLE" : "LEDGER_TABLE");

  async function pages(
    input: Omit<ConstructorParameters<typeof QueryCommand>[0], "TableName">,
    table: TableName,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<Row[]> {
    const rows: Row[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const answer = await client.send(
        new QueryCommand({
          ...input,
          TableName: named(table),
          ...(start && { ExclusiveStartKey: start }),
          ...(Number.isFinite(limit) && { Limit: limit - rows.length }),
        }),
      );
      for (const item of answer.Items ?? []) rows.push(row.parse(item));
      start = answer.LastEvaluatedKey;
    } while (start && rows.length < limit);
    return rows;
  }

  return {
    async get(key) {
      const { Item } = await client.send(
        new GetCommand({ TableName: named("records"), Key: { pk: key.pk, sk: key.sk }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : row.parse(Item);
    },

    async getMany(keys) {
      const rows: Row[] = [];
      const batches = Array.from({ length: Math.ceil(keys.length / 100) }, (_, index) =>
        keys.slice(index * 100, index * 100 + 100),
      );
      await inParallel(batches, 8, async (some) => {
        rows.push(...(await batch(some)));
      });
      return rows;
    },

    async query({ pk, from, to, prefix, limit, newestFirst }: Query, table = "records") {
      const range =
        prefix !== undefined
          ? { text: " AND begins_with(sk, :a)", values: { ":a": prefix } }
          : from !== undefined || to !== undefined
            ? { text: " AND sk BETWEEN :a AND :b", values: { ":a": from ?? " ", ":b": to ?? "\u{10FFFF}" } }
            : { text: "", values: {} };
      return pages(
        {
          KeyConditionExpression: `pk = :pk${range.text}`,
          ExpressionAttributeValues: { ":pk": pk, ...range.values },
          ConsistentRead: true,
          ScanIndexForward: !newestFirst,
        },
        table,
        limit,
      );
    },

    async queryIndex({ index, pk, prefix, newestFirst, limit }: IndexQuery) {
      const [hash, range] = keyNames[index];
      return pages(
        {
          IndexName: index,
          KeyConditionExpression: prefix === undefined ? "#h = :h" : "#h = :h AND begins_with(#r, :r)",
          ExpressionAttributeNames: prefix === undefined ? { "#h": hash } : { "#h": hash, "#r": range },
          ExpressionAttributeValues: prefix === undefined ? { ":h": pk } : { ":h": pk, ":r": prefix },
          ScanIndexForward: !newestFirst,
        },
        "records",
        limit,
      );
    },

    async transact(items) {
      try {
        await client.send(
          new TransactWriteCommand({ TransactItems: items.map((item) => written(item, named(item.table))) }),
        );
        return "done";
      } catch (error) {
        if (error instanceof TransactionCanceledException) return (error.CancellationReasons ?? []).map(reason);
        throw error;
      }
    },

    async update(update) {
      return conditional(() => client.send(new UpdateCommand({ TableName: named("records"), ...updateInput(update) })));
    },

    async put(item: Row, when: readonly Test[]) {
      return conditional(() => client.send(new PutCommand({ TableName: named("records"), ...putInput(item, when) })));
    },

    async remove(key) {
      await conditional(() =>
        client.send(new DeleteCommand({ TableName: named("records"), Key: { pk: key.pk, sk: key.sk } })),
      );
    },
  };

  async function batch(keys: readonly Key[]): Promise<Row[]> {
    const rows: Row[] = [];
    const table = named("records");
    let open = keys.map(({ pk, sk }): Record<string, unknown> => ({ pk, sk }));
    for (let attempt = 0; open.length > 0; attempt++) {
      if (attempt === MOST_TRIES)
        throw new Error(
          `${open.length} of ${keys.length} rows could not be read: the table is throttled. Try again in a minute.`,
        );
      if (attempt > 0) await pause(attempt);
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: open, ConsistentRead: true } } }),
      );
      for (const item of answer.Responses?.[table] ?? []) rows.push(row.parse(item));
      open = answer.UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return rows;
  }
}

/** One write. A transaction under way on its row ends within moments; the SDK does not wait for that, so we do. */
async function conditional(send: () => Promise<unknown>): Promise<boolean> {
  for (let attempt = 0; ; attempt++) {
    try {
      await send();
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      if (!(error instanceof TransactionConflictException) || attempt + 1 === MOST_TRIES) throw error;
    }
    await pause(attempt);
  }
}

function written(item: TransactItem, TableName: string) {
  const onFailure = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" as const, TableName };
  if ("put" in item) return { Put: { ...putInput(item.put, item.when), ...onFailure } };
  if ("update" in item) return { Update: { ...updateInput(item.update), ...onFailure } };
  return { ConditionCheck: { ...checkInput(item.check.key, item.check.when), ...onFailure } };
}

const throttled = new Set(["ThrottlingError", "ProvisionedThroughputExceeded", "ThrottlingException"]);

function reason({
  Code,
  Item,
  Message,
}: {
  Code?: string | undefined;
  Item?: Parameters<typeof unmarshall>[0] | undefined;
  Message?: string | undefined;
}): CancelReason {
  const code =
    Code === undefined || Code === "None"
      ? "None"
      : Code === "ConditionalCheckFailed" || Code === "TransactionConflict"
        ? Code
        : throttled.has(Code)
          ? "Throttled"
          : "Other";
  return {
    code,
    ...(Item && { row: row.parse(unmarshall(Item)) }),
    ...(Message !== undefined && { message: `${Code}: ${Message}` }),
  };
}

export type { Update };
