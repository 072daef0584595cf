import {
  CreateTableCommand,
  DescribeTableCommand,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Stack } from "#lib/local/stack";
import { clients, fact, start } from "./shop.ts";

let stack: Stack;
beforeAll(async () => {
  stack = await start({ tolerate: true });
});
afterAll(() => stack.stop());

const lambda = () => new LambdaClient(clients(stack).options);

test("rows whose time is over go within two days, the others stay", async () => {
  const { dynamo } = clients(stack);
  const put = (pk: string, ttl: string) =>
    dynamo.send(new PutItemCommand({ TableName: "Things", Item: { pk: { S: pk }, sk: { S: "#" }, ttl: { N: ttl } } }));
  const seconds = (iso: string) => String(Date.parse(iso) / 1000);
  await put("over", seconds("2022-03-02T00:00:00Z"));
  await put("longer", seconds("2023-03-02T00:00:00Z"));
  await stack.advance("2022-03-02T12:00:00Z");
  const rows = async () => {
    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: "Things" }));
    return Items.map(({ pk }) => pk?.S).sort();
  };
  expect(await rows()).toEqual(["longer", "over"]);
  await stack.advance("2022-03-05T00:00:00Z");
  expect(await rows()).toEqual(["longer"]);
});

test("tables say their ARNs of this account and come from the template only", async () => {
  const { dynamo } = clients(stack);
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: "Journal" }));
  expect(Table?.TableArn).toBe("arn:aws:dynamodb:eu-west-1:000000000000:table/Journal");
  expect(Table?.LatestStreamArn).toBe(`${Table?.TableArn}/stream/2022-01-01T00:00:00.000`);
  await expect(dynamo.send(new DescribeTableCommand({ TableName: "Nothing" }))).rejects.toThrow(
    "Table: Nothing not found",
  );
  const create = new CreateTableCommand({ TableName: "Mine", KeySchema: [], AttributeDefinitions: [] });
  await expect(dynamo.send(create)).rejects.toThrow("tables come from the template");
});

test("a function's transaction needs the grant of each of its members", async () => {
  const { dynamo } = clients(stack, "Told");
  const Key = { pk: { S: "x" }, sk: { S: "#" } };
  const update = { Update: { TableName: "Things", Key, UpdateExpression: "SET a = b" } };
  const remove = { Delete: { TableName: "Things", Key: { pk: { S: "y" }, sk: { S: "#" } } } };
  const refused = dynamo.send(new TransactWriteItemsCommand({ TransactItems: [update, remove] }));
  await expect(refused).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringMatching(
      /ToldRole\/Told is not authorized to perform: dynamodb:DeleteItem on resource: .*table\/Things/,
    ),
  });
});

test("functions are invoked and waited for, and fail as on AWS", async () => {
  const failed = await lambda().send(
    new InvokeCommand({ FunctionName: "Order", Payload: '{"thing":"x","broken":true}', LogType: "Tail" }),
  );
  expect(failed.FunctionError).toBe("Unhandled");
  expect(JSON.parse(Buffer.from(failed.Payload ?? []).toString())).toMatchObject({
    errorType: "Error",
    errorMessage: "x cannot be ordered",
  });
  await expect(lambda().send(new InvokeCommand({ FunctionName: "Nobody" }))).rejects.toThrow(
    "Function not found: Nobody",
  );
  await expect(lambda().send(new InvokeCommand({ FunctionName: "Order", InvocationType: "Event" }))).rejects.toThrow(
    "synchronously only",
  );
  await expect(lambda().send(new InvokeCommand({ FunctionName: "Order", Payload: "no json" }))).rejects.toThrow(
    "Could not parse request body",
  );
  const dry = await lambda().send(new InvokeCommand({ FunctionName: "Order", InvocationType: "DryRun" }));
  expect(dry.StatusCode).toBe(204);
});

test("what a function logs is kept by its name", async () => {
  await fact(stack, "poison-1");
  await stack.settle();
  expect(stack.logs("Relay").join("\n")).toMatch(/Error: poison at 1 of 1/);
});

test("a service that is not run, and a request that nobody signed", async () => {
  const ask = (authorization?: string) =>
    fetch(stack.endpoint, { headers: authorization === undefined ? {} : { authorization } });
  const scope = (service: string) =>
    `AWS4-HMAC-SHA256 Credential=me/20220301/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=x`;
  expect(await (await ask(scope("glue"))).json()).toEqual({
    message: 'The local stack does not run the service "glue"',
  });
  expect((await ask()).status).toBe(403);
});
