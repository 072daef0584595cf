import { z } from "zod";
import { type Call, Refused } from "#lib/local/engine";
import type { Faults } from "./faults.ts";

const WRITES = new Set(["PutItem", "UpdateItem", "DeleteItem"]);
const transaction = z.looseObject({ TransactItems: z.array(z.unknown()) });

/** Throws what the service says instead of carrying the call out, if it is to say so now. */
export function refuse(call: Call, faults: Faults): void {
  const { name } = call.principal;
  const strike = (kind: Parameters<Faults["strike"]>[0]) =>
    faults.strikeFunction(kind, name, call.action || call.method);
  switch (call.service) {
    case "dynamodb":
      if (WRITES.has(call.action) && strike("table-conflict") !== undefined)
        throw new Refused("TransactionConflictException", "Transaction is ongoing for the item");
      if (call.action === "TransactWriteItems") refuseTransaction(call, strike("table-conflict"));
      refuseThroughput(strike("table-throttled"));
      return;
    case "sqs":
      if (strike("queue-throttled") !== undefined)
        throw new Refused("RequestThrottled", "The request was denied due to request throttling.");
      return;
    case "lambda":
      if (call.method === "POST" && strike("function-throttled") !== undefined)
        throw new Refused("TooManyRequestsException", "Rate Exceeded.", 429, { Reason: "CallerRateLimitExceeded" });
      return;
    case "ses":
      if (call.method === "POST" && strike("mail-throttled") !== undefined)
        throw new Refused("TooManyRequestsException", "Maximum sending rate exceeded.", 429);
      return;
  }
}

/** One of the items is somebody else's at this moment. */
function refuseTransaction(call: Call, how: number | undefined): void {
  if (how === undefined) return;
  const { TransactItems } = transaction.parse(call.json());
  const taken = Math.floor(how * TransactItems.length);
  const CancellationReasons = TransactItems.map((_, index) =>
    index === taken
      ? { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" }
      : { Code: "None" },
  );
  const codes = CancellationReasons.map(({ Code }) => Code).join(", ");
  throw new Refused(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons },
  );
}

function refuseThroughput(how: number | undefined): void {
  if (how === undefined) return;
  if (how < 0.5)
    throw new Refused(
      "ProvisionedThroughputExceededException",
      "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning level with the UpdateTable API.",
    );
  throw new Refused(
    "ThrottlingException",
    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.",
  );
}
