import { sqsQueues } from "#platform/queues";
import { onEngines } from "./places/place.ts";
import { givenQueues, localQueues } from "./places/queues.ts";
import { queueWire } from "./queue-wire.ts";
import { queuesContract } from "./queues.ts";
import { drained } from "./receiving.ts";

onEngines("SQS", localQueues, givenQueues, (name, place) => {
  queuesContract(name, async () => {
    const { url } = await place().fresh();
    const waiting = async () =>
      (await drained(place().sqs, url)).map((body): { body: unknown } => ({ body: JSON.parse(body) }));
    return { queues: sqsQueues(), waiting };
  });
  queueWire(place);
});
