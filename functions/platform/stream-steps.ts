import { unmarshall } from "@aws-sdk/util-dynamodb";
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from "aws-lambda";
import * as z from "zod/mini";

const image = z.custom<Parameters<typeof unmarshall>[0]>((value) => typeof value === "object" && value !== null);

/** A record of the stream: its place in its shard, and the row that was put. */
export interface StreamRow {
  readonly sequence: string;
  readonly row: unknown;
}

/** A stream's batch, in order. The step resolves with the sequence number of the first row that was not handled, if any: the shard goes on from there. */
export function streamSteps(step: (rows: readonly StreamRow[]) => Promise<string | undefined>) {
  return async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const failed = await step(event.Records.map(streamRow));
    return { batchItemFailures: failed === undefined ? [] : [{ itemIdentifier: failed }] };
  };
}

export function streamRow({ dynamodb }: DynamoDBRecord): StreamRow {
  const held = image.safeParse(dynamodb?.NewImage);
  return { sequence: dynamodb?.SequenceNumber ?? "", row: held.success ? unmarshall(held.data) : undefined };
}
