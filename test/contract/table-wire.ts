import {
  type AttributeValue,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeEach, describe, expect, it } from "vitest";
import type { TablePlace } from "./places/tables.ts";

const Key = { pk: { S: "W#1" }, sk: { S: "#" } };

const kept: readonly (readonly [what: string, value: AttributeValue])[] = [
  ["bytes", { B: Uint8Array.of(0, 1, 127, 128, 255) }],
  ["no bytes", { B: new Uint8Array() }],
  ["38 digits", { N: "12345678901234567890123456789012345678" }],
  ["38 digits after the point", { N: "0.12345678901234567890123456789012345678" }],
  ["a set of one text", { SS: ["a"] }],
];
const refused: readonly (readonly [what: string, value: AttributeValue])[] = [
  ["39 digits", { N: "123456789012345678901234567890123456789" }],
  ["a number that is none", { N: "one" }],
  ["an empty set", { SS: [] }],
  ["a set that holds the same twice", { SS: ["a", "a"] }],
  ["a set of numbers that holds the same twice", { NS: ["1", "1.0"] }],
];

/** What the platform relies on below its own interface, and what its own types leave out. */
export function tableWire(place: () => TablePlace) {
  describe("tables on the wire", () => {
    beforeEach(() => place().clear());
    const get = async () => {
      const { dynamo, records } = place();
      return (await dynamo.send(new GetItemCommand({ TableName: records, Key, ConsistentRead: true }))).Item;
    };
    const put = (value: AttributeValue) => {
      const { dynamo, records } = place();
      return dynamo.send(new PutItemCommand({ TableName: records, Item: { ...Key, value } }));
    };

    it.each(kept)("keeps %s", async (_, value) => {
      await put(value);
      expect((await get())?.["value"]).toEqual(value);
    });
    it("keeps sets, in whatever order", async () => {
      await put({ M: { s: { SS: ["b", "a", "é"] }, n: { NS: ["2", "-1", "0.5"] } } });
      const { s, n } = (await get())?.["value"]?.M ?? {};
      expect([...(s?.SS ?? [])].sort()).toEqual(["a", "b", "é"]);
      expect([...(n?.NS ?? [])].map(Number).sort((a, b) => a - b)).toEqual([-1, 0.5, 2]);
    });
    it.each(refused)("refuses %s", async (_, value) => {
      await expect(put(value)).rejects.toMatchObject({ name: "ValidationException" });
      expect(await get()).toBeUndefined();
    });
    it("takes a number as it is, however it is written", async () => {
      await put({ N: "007.50" });
      expect((await get())?.["value"]).toEqual({ N: "7.5" });
    });

    it("the same token is the same transaction: it is written once", async () => {
      const { dynamo, records } = place();
      const counting = (token: string, by: string) =>
        dynamo.send(
          new TransactWriteItemsCommand({
            ClientRequestToken: token,
            TransactItems: [
              {
                Update: {
                  TableName: records,
                  Key,
                  UpdateExpression: "ADD n :by",
                  ExpressionAttributeValues: { ":by": { N: by } },
                },
              },
            ],
          }),
        );
      const [one, other] = [crypto.randomUUID(), crypto.randomUUID()];
      await counting(one, "1");
      await counting(one, "1");
      expect((await get())?.["n"]).toEqual({ N: "1" });
      await counting(other, "1");
      expect((await get())?.["n"]).toEqual({ N: "2" });
      await expect(counting(one, "5")).rejects.toMatchObject({ name: "IdempotentParameterMismatchException" });
    });

    it("a cancelled transaction says so by name, with the reasons and the rows that were asked for", async () => {
      const { dynamo, records } = place();
      await put({ S: "there" });
      const item = (ReturnValuesOnConditionCheckFailure: "ALL_OLD" | "NONE", sk: string) => ({
        ConditionCheck: {
          TableName: records,
          Key: { ...Key, sk: { S: sk } },
          ConditionExpression: "attribute_not_exists(pk) AND pk = :x",
          ExpressionAttributeValues: { ":x": { S: "x" } },
          ReturnValuesOnConditionCheckFailure,
        },
      });
      const failed = dynamo.send(
        new TransactWriteItemsCommand({ TransactItems: [item("ALL_OLD", "#"), item("NONE", "b")] }),
      );
      await expect(failed).rejects.toMatchObject({
        name: "TransactionCanceledException",
        CancellationReasons: [
          { Code: "ConditionalCheckFailed", Item: { value: { S: "there" } } },
          { Code: "ConditionalCheckFailed" },
        ],
      });
    });

    it("a failed condition gives the row where it was asked for", async () => {
      const { dynamo, records } = place();
      await put({ S: "there" });
      const failed = dynamo.send(
        new UpdateItemCommand({
          TableName: records,
          Key,
          UpdateExpression: "SET x = :x",
          ConditionExpression: "attribute_not_exists(pk)",
          ExpressionAttributeValues: { ":x": { S: "x" } },
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        }),
      );
      await expect(failed).rejects.toMatchObject({
        name: "ConditionalCheckFailedException",
        Item: { value: { S: "there" } },
      });
    });

    it("a page ends at its limit with the key to go on from, and at the end without one", async () => {
      const { dynamo, records } = place();
      for (const sk of ["a", "b", "c"])
        await dynamo.send(new PutItemCommand({ TableName: records, Item: { ...Key, sk: { S: sk } } }));
      const page = (start: Record<string, AttributeValue> | undefined, ScanIndexForward: boolean) =>
        dynamo.send(
          new QueryCommand({
            TableName: records,
            KeyConditionExpression: "pk = :pk",
            ExpressionAttributeValues: { ":pk": { S: "W#1" } },
            Limit: 2,
            ScanIndexForward,
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
      const first = await page(undefined, false);
      expect(first.Items?.map(({ sk }) => sk?.S)).toEqual(["c", "b"]);
      expect(first.LastEvaluatedKey).toEqual({ ...Key, sk: { S: "b" } });
      const second = await page(first.LastEvaluatedKey, false);
      expect([second.Items?.map(({ sk }) => sk?.S), second.LastEvaluatedKey]).toEqual([["a"], undefined]);
    });

    it.each([
      ["a reserved word as a name", "SET state = :x", { ":x": { S: "x" } }],
      ["a value that is not used", "SET a = :x", { ":x": { S: "x" }, ":y": { S: "y" } }],
      ["a value that is not given", "SET a = :z", { ":x": { S: "x" } }],
      ["a change of the key", "SET pk = :x", { ":x": { S: "x" } }],
      ["one name twice", "SET a = :x REMOVE a", { ":x": { S: "x" } }],
    ])("refuses %s", async (_, UpdateExpression, ExpressionAttributeValues) => {
      const { dynamo, records } = place();
      await expect(
        dynamo.send(new UpdateItemCommand({ TableName: records, Key, UpdateExpression, ExpressionAttributeValues })),
      ).rejects.toMatchObject({ name: "ValidationException" });
    });

    it("does not know a table that is not there", async () => {
      const { dynamo } = place();
      await expect(dynamo.send(new GetItemCommand({ TableName: "no-such-table", Key }))).rejects.toMatchObject({
        name: "ResourceNotFoundException",
      });
    });
  });
}
