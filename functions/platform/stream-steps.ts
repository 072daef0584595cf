import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod/mini";

const image = z.custom<Parameters<typeof unmarshall>[0]>((value) => typeof value === "object" && value !== null);

/** A record of the stream: its place in its shard, and the row that was put. */
export interface StreamRow {
  readonly sequence: string;
  readonly row: unknown;
}

/** The same, with what was done to the row; one that was removed is no longer there, only its key. */
export interface StreamChange extends StreamRow {
  readonly change: "INSERT" | "MODIFY" | "REMOVE";
  readonly key: unknown;
}

/** A stream's batch, in order. The step resolves with the sequence number of the first row that was not handled, if any: the shard goes on from there. */
export function streamSteps(step: (rows: readonly StreamChange[]) => Promise<string | undefined>) {
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = await step(event.Records.map(streamRow));
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  };
}

export function streamRow({ eventName = "INSERT", dynamodb }: DynamoDBRecord): StreamChange {
  const read = (held: unknown) => {
    const parsed = image.safeParse(held);
    return parsed.success ? unmarshall(parsed.data) : undefined;
  };
  return {
    sequence: dynamodb?.SequenceNumber ?? "",
    change: eventName,
    key: read(dynamodb?.Keys),
    row: read(dynamodb?.NewImage),
  };
}
