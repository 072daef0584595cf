import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** Takes messages out of a queue: until there are `count` of them, or until nothing has come for `wait` seconds. */
export async function drained(
  sqs: SQSClient,
  QueueUrl: string,
  count = Number.POSITIVE_INFINITY,
  wait = 0,
): Promise<string[]> {
  const bodies: string[] = [];
  while (bodies.length < count) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: wait }),
    );
    if (Messages.length === 0) break;
    const Entries = Messages.map(({ ReceiptHandle = "" }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    bodies.push(...Messages.map(({ Body = "" }) => Body));
  }
  return bodies;
}
