import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";

/** A queue on an engine that was given, which a rule of the bus may fill. */
export async function makeQueue(sqs: SQSClient, QueueName: string, ruleArn?: string) {
  const { QueueUrl: url = "" } = await sqs.send(new CreateQueueCommand({ QueueName }));
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] }));
  const arn = Attributes?.QueueArn ?? "";
  if (ruleArn !== undefined) {
    const Statement = {
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Principal: { Service: "events.amazonaws.com" },
      Resource: arn,
      Condition: { ArnEquals: { "aws:SourceArn": ruleArn } },
    };
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [Statement] });
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { Policy } }));
  }
  return { url, arn, remove: () => sqs.send(new DeleteQueueCommand({ QueueUrl: url })) };
}
