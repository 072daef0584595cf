import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  ScanCommand,
  UpdateTimeToLiveCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { DynamoDb } from "#lib/local/engines/dynamodb";
import { account, behindGateway, region } from "./local.ts";
import { clientOptions, endpointName, identity, type Place, randomPrefix } from "./place.ts";

export interface TablePlace extends Place {
  readonly dynamo: DynamoDBClient;
  /** The name of the table Records. */
  readonly records: string;
  /** Leaves both tables without rows. */
  clear(): Promise<void>;
}

const keys = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: "HASH" as const },
  { AttributeName: range, KeyType: "RANGE" as const },
];
const texts = (...names: string[]) => names.map((AttributeName) => ({ AttributeName, AttributeType: "S" as const }));
/** The keys and indexes of the record stack's tables. */
const recordsShape = {
  attributes: texts("pk", "sk", "lpk", "lsk", "ppk", "psk", "dpk", "dsk"),
  indexes: [
    {
      IndexName: "list",
      KeySchema: keys("lpk", "lsk"),
      Projection: { ProjectionType: "INCLUDE" as const, NonKeyAttributes: ["b"] },
    },
    { IndexName: "person", KeySchema: keys("ppk", "psk"), Projection: { ProjectionType: "KEYS_ONLY" as const } },
    { IndexName: "due", KeySchema: keys("dpk", "dsk"), Projection: { ProjectionType: "KEYS_ONLY" as const } },
  ],
};
const ledgerShape = { attributes: texts("pk", "sk"), indexes: [] };
const shapes = [
  { variable: "RECORDS_TABLE", ...recordsShape },
  { variable: "LEDGER_TABLE", ...ledgerShape },
] as const;

function opened(
  dynamo: DynamoDBClient,
  prefix: string,
  variables: Place["variables"],
  close: Place["close"],
): TablePlace {
  const names = shapes.map(({ variable }) => [variable, `${prefix}-${variable}`] as const);
  return {
    dynamo,
    records: `${prefix}-RECORDS_TABLE`,
    variables: { ...variables, ...Object.fromEntries(names) },
    clear: async () => {
      for (const [, name] of names) await empty(dynamo, name);
    },
    close: async () => {
      await close();
      dynamo.destroy();
    },
  };
}

export async function localTables(): Promise<TablePlace> {
  const prefix = "contract";
  const place = await behindGateway(["DYNAMODB"], async () => [
    await DynamoDb.start({
      region,
      tables: shapes.map(({ variable, attributes, indexes }) => ({
        name: `${prefix}-${variable}`,
        arn: `arn:aws:dynamodb:${region}:${account}:table/${prefix}-${variable}`,
        keys: keys("pk", "sk"),
        attributes,
        indexes,
        ...(variable === "RECORDS_TABLE" && { ttl: "ttl" }),
      })),
      onDeath: (sentence) => {
        throw new Error(sentence);
      },
    }),
  ]);
  return opened(new DynamoDBClient(clientOptions(place.endpoint)), prefix, place.variables, place.close);
}

export async function givenTables(endpoint: string): Promise<TablePlace> {
  const prefix = randomPrefix();
  const dynamo = new DynamoDBClient(clientOptions(endpoint));
  for (const { variable, attributes, indexes } of shapes) {
    const TableName = `${prefix}-${variable}`;
    await dynamo.send(
      new CreateTableCommand({
        TableName,
        KeySchema: keys("pk", "sk"),
        AttributeDefinitions: attributes,
        BillingMode: "PAY_PER_REQUEST",
        ...(indexes.length > 0 && { GlobalSecondaryIndexes: [...indexes] }),
      }),
    );
    await waitUntilTableExists({ client: dynamo, maxWaitTime: 60, minDelay: 1 }, { TableName });
  }
  await dynamo.send(
    new UpdateTimeToLiveCommand({
      TableName: `${prefix}-RECORDS_TABLE`,
      TimeToLiveSpecification: { AttributeName: "ttl", Enabled: true },
    }),
  );
  return opened(dynamo, prefix, { ...identity(), [endpointName("DYNAMODB")]: endpoint }, async () => {
    for (const { variable } of shapes)
      await dynamo.send(new DeleteTableCommand({ TableName: `${prefix}-${variable}` }));
  });
}

/** Deletes every row, 25 a call. */
async function empty(dynamo: DynamoDBClient, table: string): Promise<void> {
  for (;;) {
    const { Items = [] } = await dynamo.send(
      new ScanCommand({ TableName: table, ProjectionExpression: "pk, sk", Limit: 25, ConsistentRead: true }),
    );
    if (Items.length === 0) return;
    let open = { [table]: Items.map((Key) => ({ DeleteRequest: { Key } })) };
    while ((open[table] ?? []).length > 0) {
      const { UnprocessedItems = {} } = await dynamo.send(new BatchWriteItemCommand({ RequestItems: open }));
      open = {
        [table]: (UnprocessedItems[table] ?? []).flatMap(({ DeleteRequest }) =>
          DeleteRequest?.Key === undefined ? [] : [{ DeleteRequest: { Key: DeleteRequest.Key } }],
        ),
      };
    }
  }
}
