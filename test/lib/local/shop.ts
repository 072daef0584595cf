import { rmSync } from "node:fs";
import { DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { LambdaClient, ListFunctionsCommand } from "@aws-sdk/client-lambda";
import { ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { type Stack, type StackOptions, startStack } from "#lib/local/stack";
import { type Templates, writeAssembly } from "./fixtures/assembly.ts";

export interface Order {
  thing: string;
  to?: string;
  remindAt?: string;
  broken?: boolean;
}

/** The fixture's stack, on the first of March 2022. `change` may break its templates. */
export async function start(
  options: Partial<StackOptions> = {},
  change?: (templates: Templates) => void,
): Promise<Stack> {
  const consumed = (type: string) => /^(order-thing|thing\.ordered)\.v1$/.test(type);
  const assembly = writeAssembly(change);
  try {
    return await startStack({ assembly, now: "2022-03-01T08:00:00Z", quiet: true, consumed, ...options });
  } finally {
    // It was read; the functions' bundles lie elsewhere.
    rmSync(assembly, { recursive: true });
  }
}

export function clients({ endpoint, region }: Stack, as = "somebody") {
  const options = { endpoint, region, credentials: { accessKeyId: as, secretAccessKey: "local" }, maxAttempts: 1 };
  const dynamo = new DynamoDBClient(options);
  const bus = new EventBridgeClient(options);
  const lambdas = new LambdaClient(options);
  const schedules = new SchedulerClient(options);
  return {
    options,
    dynamo,
    bus,
    lambda: {
      list: async () =>
        ((await lambdas.send(new ListFunctionsCommand({}))).Functions ?? [])
          .map(({ FunctionName }) => FunctionName)
          .sort(),
    },
    scheduler: {
      list: async () => ((await schedules.send(new ListSchedulesCommand({}))).Schedules ?? []).map(({ Name }) => Name),
    },
  };
}

export async function order(stack: Stack, ...orders: Order[]): Promise<void> {
  const { bus } = clients(stack);
  for (let index = 0; index < orders.length; index += 10) {
    const Entries = orders.slice(index, index + 10).map((one) => ({
      EventBusName: "shop",
      Source: "shop",
      DetailType: "order-thing.v1",
      Detail: JSON.stringify({ to: `${one.thing}@example.org`, ...one }),
    }));
    const { FailedEntryCount } = await bus.send(new PutEventsCommand({ Entries }));
    if (FailedEntryCount !== 0) throw new Error("The bus did not take the orders");
  }
}

/** A row of Things; empty where there is none. */
export async function row(stack: Stack, thing: string) {
  const { dynamo } = clients(stack);
  const { Item } = await dynamo.send(
    new GetItemCommand({ TableName: "Things", Key: { pk: { S: thing }, sk: { S: "#" } } }),
  );
  return Item ?? {};
}

/** A fact put by hand. */
export async function fact(stack: Stack, pk: string, sk = "1", type?: string): Promise<void> {
  const Item = {
    pk: { S: pk },
    sk: { S: sk },
    to: { S: "x@example.org" },
    ...(type !== undefined && { type: { S: type } }),
  };
  await clients(stack).dynamo.send(new PutItemCommand({ TableName: "Journal", Item }));
}

export const page = (stack: Stack, act: string, thing = "lamp") => fetch(`${stack.siteUrl}/things/${thing}?act=${act}`);
