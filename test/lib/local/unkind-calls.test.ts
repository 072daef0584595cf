import { expect, test } from "vitest";
import { type Call, type Engine, Lost, Refused, success } from "#lib/local/engine";
import { unkindTo } from "#lib/local/unkind/calls";
import { Dooms } from "#lib/local/unkind/doom";
import { Faults } from "#lib/local/unkind/faults";
import type { FaultKind } from "#lib/local/unkind/kinds";
import { only } from "./unkind-shop.ts";

const put = { Put: { TableName: "Things" } };
const SERVED: Readonly<Record<string, unknown>> = {
  PutEvents: { FailedEntryCount: 0, Entries: [{ EventId: "1" }] },
  SendMessageBatch: { Successful: [{ Id: "a" }] },
  BatchGetItem: { Responses: { Things: [{}] }, UnprocessedKeys: {} },
};

/** A service that takes everything, and what it was handed. */
function servant(service: string) {
  const handed: unknown[] = [];
  const engine: Engine = {
    service,
    needs: () => [],
    stop: async () => undefined,
    handle: async (call) => {
      handed.push(call.json());
      return success(service, SERVED[call.action] ?? {});
    },
  };
  return { engine, handed };
}

function call(service: string, action: string, input: unknown, kind: "function" | "user" = "function"): Call {
  const text = JSON.stringify(input);
  return {
    service,
    action,
    method: "POST",
    path: "/",
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.from(text),
    json: () => JSON.parse(text),
    principal: kind === "function" ? { kind, name: "Order", roleArn: "role" } : { kind, name: "me" },
  };
}

/** What a function hears: AWS's word for it, or the answer. */
async function heard(unkind: ReturnType<typeof only>, asked: Call) {
  const faults = new Faults(unkind);
  const { engine, handed } = servant(asked.service);
  try {
    const answer = await unkindTo(engine, faults, new Dooms()).handle(asked);
    return { said: JSON.parse(String(answer.body)), handed, faults, extra: {} };
  } catch (error) {
    const said = error instanceof Refused ? error.code : error instanceof Lost ? "no answer" : String(error);
    return { said, handed, faults, extra: error instanceof Refused ? error.extra : {} };
  }
}

const LOST = /^(no answer|InternalFailure|InternalServerError)$/;
const rows: [FaultKind, string, string, unknown, RegExp, number][] = [
  ["table-conflict", "dynamodb", "UpdateItem", {}, /^TransactionConflictException$/, 0],
  [
    "table-conflict",
    "dynamodb",
    "TransactWriteItems",
    { TransactItems: [put, put] },
    /^TransactionCanceledException$/,
    0,
  ],
  ["table-throttled", "dynamodb", "GetItem", {}, /^(ProvisionedThroughputExceeded|Throttling)Exception$/, 0],
  ["table-answer-lost", "dynamodb", "PutItem", {}, LOST, 1],
  ["bus-answer-lost", "events", "PutEvents", { Entries: [{}] }, LOST, 1],
  ["queue-throttled", "sqs", "SendMessageBatch", { Entries: [{ Id: "a" }] }, /^RequestThrottled$/, 0],
  ["queue-answer-lost", "sqs", "SendMessageBatch", { Entries: [{ Id: "a" }] }, LOST, 1],
  ["function-throttled", "lambda", "", {}, /^TooManyRequestsException$/, 0],
  ["function-answer-lost", "lambda", "", {}, LOST, 1],
  ["mail-throttled", "ses", "", {}, /^TooManyRequestsException$/, 0],
  ["mail-answer-lost", "ses", "", {}, LOST, 1],
  ["schedule-answer-lost", "scheduler", "", {}, LOST, 1],
  ["bucket-answer-lost", "s3", "", {}, LOST, 1],
];

test.each(rows)("%s: %s %s", async (kind, service, action, input, said, done) => {
  const answer = await heard(only({ [kind]: 1 }), call(service, action, input));
  expect(answer.said).toMatch(said);
  expect(answer.handed).toHaveLength(done);
  expect([...answer.faults.counts]).toEqual([[kind, 1]]);
  expect(answer.faults.hurts("Order")).toBe(1);
});

test("a cancelled transaction says which item was somebody else's", async () => {
  const asked = call("dynamodb", "TransactWriteItems", { TransactItems: [put, put, put] });
  const { extra } = await heard(only({ "table-conflict": 1 }), asked);
  const { CancellationReasons } = { CancellationReasons: [], ...extra };
  expect(CancellationReasons).toHaveLength(3);
  expect(CancellationReasons).toContainEqual({ Code: "TransactionConflict", Message: expect.any(String) });
});

test("the bus takes a part, and answers entry by entry in their order", async () => {
  const asked = call("events", "PutEvents", { Entries: [{ n: 0 }, { n: 1 }] });
  const { said, handed } = await heard(only({ "bus-entry-refused": 1 }, 1), asked);
  expect(said.FailedEntryCount).toBe(1);
  expect(said.Entries).toContainEqual({ ErrorCode: "InternalFailure", ErrorMessage: expect.any(String) });
  expect(said.Entries).toContainEqual({ EventId: "1" });
  expect(handed).toEqual([{ Entries: [{ n: said.Entries[0].EventId === undefined ? 1 : 0 }] }]);
});

test("a queue takes a part, and says that it is not the sender's fault", async () => {
  const asked = call("sqs", "SendMessageBatch", { QueueUrl: "q", Entries: [{ Id: "a" }, { Id: "b" }, { Id: "c" }] });
  const { said, handed } = await heard(only({ "queue-entry-refused": 1 }, 3), asked);
  expect(said.Failed).toContainEqual(expect.objectContaining({ SenderFault: false, Code: "InternalError" }));
  expect(handed).toMatchObject([{ QueueUrl: "q" }]);
});

test("a batch of reads leaves keys undone, and says which", async () => {
  const Keys = [{ pk: { S: "a" } }, { pk: { S: "b" } }];
  const asked = call("dynamodb", "BatchGetItem", { RequestItems: { Things: { Keys, ConsistentRead: true } } });
  const { said, handed } = await heard(only({ "table-unprocessed": 1 }), asked);
  expect(said.UnprocessedKeys).toEqual({ Things: { Keys: [Keys[1]], ConsistentRead: true } });
  expect(handed).toEqual([{ RequestItems: { Things: { Keys: [Keys[0]], ConsistentRead: true } } }]);
});

test("people's calls go through", async () => {
  const all = only(Object.fromEntries(rows.map(([kind]) => [kind, 1])));
  const { said, faults } = await heard(all, call("dynamodb", "PutItem", {}, "user"));
  expect([said, faults.counts.size]).toEqual([{}, 0]);
});

test("an invocation dies after its last call was carried out, and does nothing more", async () => {
  const { engine, handed } = servant("dynamodb");
  const dooms = new Dooms();
  let killed = 0;
  dooms.add("doomed", 2, () => {
    killed += 1;
  });
  const unkind = unkindTo(engine, new Faults(only({})), dooms);
  const asked = { ...call("dynamodb", "PutItem", {}), headers: { "x-amz-security-token": "doomed" } };
  await unkind.handle(asked);
  await expect(unkind.handle(asked)).rejects.toThrow(Lost);
  await expect(unkind.handle(asked)).rejects.toThrow(Lost);
  expect([killed, handed.length]).toEqual([1, 2]);
});

test("the same seed strikes the same calls, whatever happens elsewhere; another seed others", () => {
  const struck = (seed: number, disturb: boolean) => {
    const faults = new Faults({ seed, rates: { "table-conflict": 0.2 } });
    return Array.from({ length: 200 }, () => {
      if (disturb) faults.strike("table-conflict", "another place");
      return faults.strike("table-conflict", "here");
    });
  };
  expect(struck(7, true)).toEqual(struck(7, false));
  expect(struck(8, false)).not.toEqual(struck(7, false));
  const share = struck(7, false).filter((how) => how !== undefined).length / 200;
  expect(share).toBeGreaterThan(0.1);
  expect(share).toBeLessThan(0.3);
});
