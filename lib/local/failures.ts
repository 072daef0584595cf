import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import type { Call, Engine } from "./engine.ts";
import type { Sqs } from "./engines/sqs.ts";
import type { Problems } from "./problems.ts";
import type { Abandoned } from "./stream-poller.ts";

export interface FailureOptions {
  clock: Clock;
  sqs: Sqs;
  buckets: Engine;
  functionArn: (name: string) => string;
  problems: Problems;
}

/** Leaves a stream's batch that its mapping gave up on where the mapping says: in a bucket whole, in a queue as numbers only. */
export async function abandon(batch: Abandoned, options: FailureOptions): Promise<void> {
  const { mapping, records, reason } = batch;
  const { failuresTo } = mapping;
  const { sqs, problems } = options;
  const where = failuresTo === undefined ? "; they are lost" : `; they lie in ${failuresTo}`;
  problems.add(
    `${mapping.functionName} was given up on for ${records.length} records of ${mapping.sourceArn} (${reason})${where}`,
  );
  if (failuresTo === undefined) return;
  const record = failureRecord(batch, options);
  if (failuresTo.startsWith("arn:aws:sqs:")) {
    sqs.send(failuresTo, JSON.stringify(record), { sender: "lambda.amazonaws.com" });
    return;
  }
  const at = new Date(options.clock.now()).toISOString();
  const day = at.slice(0, 10).replaceAll("-", "/");
  const second = at.slice(0, 19).replaceAll(":", ".");
  const key = `aws/lambda/${mapping.id}/${batch.shard}/${day}/${second}-${randomUUID()}`;
  const bucket = failuresTo.replace("arn:aws:s3:::", "");
  const { status } = await options.buckets.handle(
    put(`/${bucket}/${key}`, JSON.stringify({ ...record, payload: batch.event })),
  );
  if (status !== 200)
    problems.add(`${failuresTo} did not take the records that ${mapping.functionName} could not handle (${status})`);
}

/** As Lambda writes it. */
function failureRecord(
  { mapping, records, shard, attempts, arrived, outcome, reason }: Abandoned,
  { clock, functionArn }: FailureOptions,
) {
  const timestamp = new Date(clock.now()).toISOString();
  return {
    requestContext: {
      requestId: outcome.requestId,
      functionArn: functionArn(mapping.functionName),
      condition: reason,
      approximateInvokeCount: attempts,
    },
    responseContext: {
      statusCode: 200,
      executedVersion: "$LATEST",
      ...(outcome.failure && { functionError: "Unhandled" }),
    },
    version: "1.0",
    timestamp,
    DDBStreamBatchInfo: {
      shardId: shard,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: wholeSecond(arrived.first),
      approximateArrivalOfLastRecord: wholeSecond(arrived.last),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
}

const wholeSecond = (instant: number) => new Date(instant).toISOString().replace(/\.\d+Z$/, "Z");

function put(path: string, text: string): Call {
  return {
    service: "s3",
    action: "",
    method: "PUT",
    path,
    query: new URLSearchParams(),
    headers: { "content-type": "application/json" },
    body: Buffer.from(text),
    json: () => JSON.parse(text),
    principal: { kind: "service", name: "lambda.amazonaws.com" },
  };
}
