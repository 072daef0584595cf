import { z } from "zod";
import { type Call, type Need, Refused } from "#lib/local/engine";
import { read, readJson } from "#lib/local/input";

/** What a call asks for: its grants, and the tables that it changes. */
export interface Asked {
  needs: Need[];
  changes: string[];
}

const onTable = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() });
const perTable = z.looseObject({ RequestItems: z.record(z.string(), z.unknown()) });
const transaction = z.looseObject({
  TransactItems: z.array(z.record(z.string(), z.looseObject({ TableName: z.string() }))),
});
const onStream = z.looseObject({ StreamArn: z.string().optional(), TableName: z.string().optional() });

/** The members of a transaction have the actions of the calls that they stand for. */
const MEMBERS: Readonly<Record<string, string>> = {
  Put: "PutItem",
  Update: "UpdateItem",
  Delete: "DeleteItem",
  ConditionCheck: "ConditionCheckItem",
  Get: "GetItem",
};
const CHANGING = new Set(["PutItem", "UpdateItem", "DeleteItem"]);
const ONE_TABLE = new Set([
  "GetItem",
  "PutItem",
  "UpdateItem",
  "DeleteItem",
  "Query",
  "Scan",
  "DescribeTable",
  "DescribeTimeToLive",
  "DescribeContinuousBackups",
]);

/** `arnOf`: the ARN of a table by name; throws Refused for one that is not there. */
export function asked(call: Call, arnOf: (table: string) => string): Asked {
  const { action } = call;
  const input = readJson(call);
  const need = (name: string, resource: string): Need => ({ action: `dynamodb:${name}`, resource, context: {} });
  const plain = (table: string) => table.replace(/^arn:.*:table\//, "");
  if (ONE_TABLE.has(action)) {
    const { TableName, IndexName } = read(onTable, input);
    const table = plain(TableName);
    const arn = IndexName === undefined ? arnOf(table) : `${arnOf(table)}/index/${IndexName}`;
    return { needs: [need(action, arn)], changes: CHANGING.has(action) ? [table] : [] };
  }
  switch (action) {
    case "BatchGetItem":
    case "BatchWriteItem": {
      const tables = Object.keys(read(perTable, input).RequestItems).map(plain);
      return {
        needs: tables.map((table) => need(action, arnOf(table))),
        changes: action === "BatchWriteItem" ? tables : [],
      };
    }
    case "TransactWriteItems":
    case "TransactGetItems":
      return transact(read(transaction, input).TransactItems, (name, table) => need(name, arnOf(plain(table))), plain);
    case "ListTables":
      return { needs: [need(action, "*")], changes: [] };
    case "ListStreams":
    case "DescribeStream": {
      const { StreamArn } = read(onStream, input);
      return { needs: [need(action, StreamArn ?? "*")], changes: [] };
    }
    case "GetShardIterator":
      return { needs: [need(action, read(onStream, input).StreamArn ?? "*")], changes: [] };
    case "GetRecords":
      return { needs: [need(action, "*")], changes: [] };
    default:
      throw new Refused(
        "UnknownOperationException",
        `The local stack does not know DynamoDB ${action}: tables come from the template.`,
      );
  }
}

function transact(
  items: readonly Record<string, { TableName: string }>[],
  need: (name: string, table: string) => Need,
  plain: (table: string) => string,
): Asked {
  const needs = new Map<string, Need>();
  const changes = new Set<string>();
  for (const item of items) {
    for (const [member, { TableName }] of Object.entries(item)) {
      const name = MEMBERS[member];
      if (name === undefined) throw new Refused("ValidationException", `A transaction holds no ${member}.`);
      needs.set(`${name} ${TableName}`, need(name, TableName));
      if (CHANGING.has(name)) changes.add(plain(TableName));
    }
  }
  return { needs: [...needs.values()], changes: [...changes] };
}
