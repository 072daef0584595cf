import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { Sqs } from "#lib/local/engines/sqs";
import { account, behindGateway, queueArn } from "./local.ts";
import { clientOptions, endpointName, identity, type Place, randomPrefix } from "./place.ts";

export interface QueuePlace extends Place {
  readonly sqs: SQSClient;
  /** A queue that gives a message twice and then to its dead letters; both empty. */
  fresh(): Promise<{ url: string; deadUrl: string }>;
  /** Lets time pass, where the engine's clock can be moved. */
  readonly pass: ((seconds: number) => void) | undefined;
}

export async function localQueues(): Promise<QueuePlace> {
  const place = await behindGateway(["SQS"], ({ store, clock, endpoint }) => {
    const queue = (name: string) => ({
      name,
      arn: queueArn(name),
      url: `${endpoint}/${account}/${name}`,
      visibilitySeconds: 30,
      delaySeconds: 0,
      retentionSeconds: 345_600,
    });
    const redrive = { deadLetterArn: queueArn("dead"), maxReceiveCount: 2 };
    const sqs = new Sqs(store, clock, [{ ...queue("bulk"), redrive }, queue("dead")]);
    clock.register(sqs);
    return [sqs];
  });
  const sqs = new SQSClient(clientOptions(place.endpoint));
  const urlOf = (name: string) => `${place.endpoint}/${account}/${name}`;
  return {
    sqs,
    variables: place.variables,
    pass: place.pass,
    async fresh() {
      const urls = { url: urlOf("bulk"), deadUrl: urlOf("dead") };
      for (const QueueUrl of Object.values(urls)) await sqs.send(new PurgeQueueCommand({ QueueUrl }));
      process.env["BULK_QUEUE_URL"] = urls.url;
      return urls;
    },
    async close() {
      delete process.env["BULK_QUEUE_URL"];
      await place.close();
      sqs.destroy();
    },
  };
}

/** A queue of its own for each test: what is delayed cannot be taken out. */
export async function givenQueues(endpoint: string): Promise<QueuePlace> {
  const sqs = new SQSClient(clientOptions(endpoint));
  const prefix = randomPrefix();
  const made: string[] = [];
  const make = async () => {
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-${made.length}` }));
    made.push(QueueUrl);
    return QueueUrl;
  };
  return {
    sqs,
    variables: { ...identity(), [endpointName("SQS")]: endpoint },
    pass: undefined,
    async fresh() {
      const deadUrl = await make();
      const { Attributes } = await sqs.send(
        new GetQueueAttributesCommand({ QueueUrl: deadUrl, AttributeNames: ["QueueArn"] }),
      );
      const url = await make();
      const redrive = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 2 });
      await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { RedrivePolicy: redrive } }));
      process.env["BULK_QUEUE_URL"] = url;
      return { url, deadUrl };
    },
    async close() {
      delete process.env["BULK_QUEUE_URL"];
      for (const QueueUrl of made) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
      sqs.destroy();
    },
  };
}
