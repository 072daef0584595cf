import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { log } from "#platform/log";

/** A queue's messages, one after the other's failure: a message that throws returns to the queue, the others are done. */
export function queueSteps(
  step: (body: unknown, message: { readonly id: string; readonly receives: number }) => Promise<void>,
) {
  const processor = new BatchProcessor(EventType.SQS);
  return async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(
      event,
      async (record: SQSRecord) => {
        try {
          await step(parsed(record.body), {
            id: record.messageId,
            receives: Number(record.attributes.ApproximateReceiveCount),
          });
        } catch (error) {
          log.error("a message could not be handled", {
            messageId: record.messageId,
            error: error instanceof Error ? error : String(error),
          });
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
