import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { contentsOf } from "#events/message";
import { logFailure } from "#platform/log";

/** A queue's messages, one after the other's failure: a message that throws returns to the queue, the others are done. */
export function queueSteps(
  step: (body: unknown, message: { readonly id: string; readonly receives: number }) => Promise<void>,
) {
  const processor = new BatchProcessor(EventType.SQS);
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(
      event,
      async (record: SQSRecord) => {
        const body = parsed(record.body);
        const receives = Number(record.attributes.ApproximateReceiveCount);
        try {
          await step(body, { id: record.messageId, receives });
        } catch (error) {
          const { messageId } = record;
          logFailure("a message could not be handled", { messageId, receives, about: contentsOf(body) }, error);
          throw error;
        }
      },
      processor,
      { context, throwOnFullBatchFailure: false },
    );
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
