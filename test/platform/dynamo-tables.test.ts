import { createServer } from "node:http";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { dynamoTables } from "#platform/dynamo-tables";

let calls = 0;
let conflicts = 0;
const server = createServer((request, response) => {
  request.resume();
  calls += 1;
  const refused = calls <= conflicts;
  response.writeHead(refused ? 400 : 200, { "content-type": "application/x-amz-json-1.0" });
  const type = "com.amazonaws.dynamodb.v20120810#TransactionConflictException";
  response.end(JSON.stringify(refused ? { __type: type, message: "Transaction is ongoing for the item" } : {}));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  vi.stubEnv("AWS_ENDPOINT_URL", `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
  vi.stubEnv("AWS_REGION", "eu-west-1");
  vi.stubEnv("AWS_ACCESS_KEY_ID", "test");
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "test");
  vi.stubEnv("RECORDS_TABLE", "Records");
  vi.spyOn(Math, "random").mockReturnValue(0);
});
beforeEach(() => {
  calls = 0;
});
afterAll(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  server.close();
});

const key = { pk: "a", sk: "#" };

it("a single write waits for a transaction on its row, which the SDK does not", async () => {
  conflicts = 3;
  const tables = dynamoTables();
  expect(await tables.update({ key, set: { state: "sent" }, when: [] })).toBe(true);
  expect(calls).toBe(4);
  await tables.put({ ...key, state: "sent" }, []);
  await tables.remove(key);
  expect(calls).toBe(6);
});

it("and gives up after eight tries", async () => {
  conflicts = 100;
  await expect(dynamoTables().put({ ...key }, [])).rejects.toThrow("Transaction is ongoing for the item");
  expect(calls).toBe(8);
});
