import { z } from "zod";
import type { Dynoxide } from "./dynoxide.ts";

interface KeyPart {
  AttributeName: string;
  KeyType: "HASH" | "RANGE";
}

export interface TableDescription {
  name: string;
  arn: string;
  keys: readonly KeyPart[];
  attributes: readonly { AttributeName: string; AttributeType: "S" | "N" | "B" }[];
  indexes: readonly {
    IndexName: string;
    KeySchema: readonly KeyPart[];
    Projection: { ProjectionType: string; NonKeyAttributes?: readonly string[] };
  }[];
  stream?: { arn: string; view: string };
  /** The attribute that says when a row may go. */
  ttl?: string;
  /** It stands outside of the templates, which refer to it by name. */
  imported?: true;
}

const described = z.object({
  Table: z.object({
    KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
    GlobalSecondaryIndexes: z
      .array(
        z.object({
          IndexName: z.string(),
          KeySchema: z.array(z.object({ AttributeName: z.string(), KeyType: z.string() })),
        }),
      )
      .default([]),
    LatestStreamArn: z.string().optional(),
  }),
});

/** Makes the tables that are not there yet, and gives the engine's own ARN of each stream. A kept table with other keys is refused. */
export async function makeTables(
  dynoxide: Dynoxide,
  tables: readonly TableDescription[],
): Promise<Map<string, string>> {
  const streams = new Map<string, string>();
  for (const table of tables) {
    const there = await dynoxide.ask("DynamoDB_20120810.DescribeTable", { TableName: table.name });
    if (there.status === 400) await create(dynoxide, table);
    const { Table } = described.parse(
      await dynoxide.answer("DynamoDB_20120810.DescribeTable", { TableName: table.name }),
    );
    if (shape(Table.KeySchema, Table.GlobalSecondaryIndexes) !== shape(table.keys, table.indexes)) {
      throw new Error(
        `The data folder holds a table ${table.name} with other keys or indexes than the template's; take another folder, or empty it with --reset`,
      );
    }
    if (table.stream !== undefined) {
      if (Table.LatestStreamArn === undefined)
        throw new Error(
          `The data folder holds a table ${table.name} without a stream; take another folder, or empty it with --reset`,
        );
      streams.set(table.name, Table.LatestStreamArn);
    }
  }
  return streams;
}

async function create(
  dynoxide: Dynoxide,
  { name, keys, attributes, indexes, stream, ttl }: TableDescription,
): Promise<void> {
  await dynoxide.answer("DynamoDB_20120810.CreateTable", {
    TableName: name,
    KeySchema: keys,
    AttributeDefinitions: attributes,
    BillingMode: "PAY_PER_REQUEST",
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...(stream && { StreamSpecification: { StreamEnabled: true, StreamViewType: stream.view } }),
  });
  if (ttl === undefined) return;
  await dynoxide.answer("DynamoDB_20120810.UpdateTimeToLive", {
    TableName: name,
    TimeToLiveSpecification: { AttributeName: ttl, Enabled: true },
  });
}

function shape(
  keys: readonly { AttributeName: string; KeyType: string }[],
  indexes: readonly { IndexName: string; KeySchema: readonly { AttributeName: string; KeyType: string }[] }[],
): string {
  const names = (schema: typeof keys) =>
    schema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join();
  return [names(keys), ...indexes.map(({ IndexName, KeySchema }) => `${IndexName}: ${names(KeySchema)}`).sort()].join(
    "; ",
  );
}
