import {
  CreateEventBusCommand,
  DeleteEventBusCommand,
  DeleteRuleCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { SQSClient } from "@aws-sdk/client-sqs";
import { Bus } from "#lib/local/engines/bus";
import { Sqs } from "#lib/local/engines/sqs";
import { drained } from "#test/contract/receiving";
import { account, behindGateway, queueArn, region } from "./local.ts";
import { makeQueue } from "./made-queue.ts";
import { clientOptions, endpointName, givenEndpoint, identity, type Place, randomPrefix } from "./place.ts";

/** The rules that stand on the bus, each with a queue of its own. */
export const rules = {
  all: { source: [{ prefix: "" }] },
  urgent: { source: ["convoke"], "detail-type": [{ prefix: "alarm." }], detail: { level: [{ numeric: [">=", 5] }] } },
  other: { source: [{ "anything-but": "convoke" }] },
  absent: { detail: { reply: [{ exists: false }] } },
  either: { detail: { $or: [{ a: ["x"] }, { b: [{ suffix: "y" }] }] } },
} as const;
export type RuleName = keyof typeof rules;
export const ruleNames = ["all", "urgent", "other", "absent", "either"] as const satisfies readonly RuleName[];

export interface BusPlace extends Place {
  readonly bus: EventBridgeClient;
  readonly busName: string;
  /** What a rule has brought into its queue and nobody took yet, the events as JSON: at least `count`, where they come. */
  taken(rule: RuleName, count?: number): Promise<string[]>;
}

export async function localBus(): Promise<BusPlace> {
  const busName = "contract";
  const arn = (resource: string) => `arn:aws:events:${region}:${account}:${resource}`;
  const place = await behindGateway(["EVENTBRIDGE"], ({ store, clock, endpoint, problems }) => {
    const queue = (name: string) => ({
      name,
      arn: queueArn(name),
      url: `${endpoint}/${account}/${name}`,
      visibilitySeconds: 30,
      delaySeconds: 0,
      retentionSeconds: 345_600,
    });
    const sqs = new Sqs(store, clock, ruleNames.map(queue));
    const bus = new Bus(clock, {
      region,
      account,
      buses: [{ name: busName, arn: arn(`event-bus/${busName}`) }],
      rules: ruleNames.map((name) => ({
        name,
        arn: arn(`rule/${busName}/${name}`),
        busName,
        pattern: rules[name],
        targets: [{ id: "queue", arn: queueArn(name) }],
      })),
      deliver: ({ target, payload }) => void sqs.send(target.arn, payload),
      unmatched: () => undefined,
      problem: (sentence) => problems.push(sentence),
    });
    return [sqs, bus];
  });
  const options = clientOptions(place.endpoint);
  const [bus, sqs] = [new EventBridgeClient(options), new SQSClient(options)];
  return {
    bus,
    busName,
    variables: { ...place.variables, BUS_NAME: busName },
    taken: (rule) => drained(sqs, `${place.endpoint}/${account}/${rule}`),
    async close() {
      await place.close();
      bus.destroy();
      sqs.destroy();
    },
  };
}

/** What a rule took is only seen in a queue: an SQS engine must be given too. */
export async function givenBus(endpoint: string): Promise<BusPlace> {
  const queueEndpoint = givenEndpoint("SQS");
  if (queueEndpoint === undefined)
    throw new Error(`What the bus at ${endpoint} delivers is seen in queues: give ${endpointName("SQS")} too`);
  const prefix = randomPrefix();
  const bus = new EventBridgeClient(clientOptions(endpoint));
  const sqs = new SQSClient(clientOptions(queueEndpoint));
  await bus.send(new CreateEventBusCommand({ Name: prefix }));
  const urls = new Map<RuleName, string>();
  const endings: (() => Promise<unknown>)[] = [() => bus.send(new DeleteEventBusCommand({ Name: prefix }))];
  for (const name of ruleNames) {
    const Name = `${prefix}-${name}`;
    const EventPattern = JSON.stringify(rules[name]);
    const { RuleArn = "" } = await bus.send(new PutRuleCommand({ Name, EventBusName: prefix, EventPattern }));
    const queue = await makeQueue(sqs, Name, RuleArn);
    await bus.send(
      new PutTargetsCommand({ Rule: Name, EventBusName: prefix, Targets: [{ Id: "queue", Arn: queue.arn }] }),
    );
    urls.set(name, queue.url);
    endings.unshift(
      () => bus.send(new RemoveTargetsCommand({ Rule: Name, EventBusName: prefix, Ids: ["queue"] })),
      () => bus.send(new DeleteRuleCommand({ Name, EventBusName: prefix })),
      queue.remove,
    );
  }
  return {
    bus,
    busName: prefix,
    variables: { ...identity(), [endpointName("EVENTBRIDGE")]: endpoint, BUS_NAME: prefix },
    // An event that was not brought within two seconds counts as not taken; one that is expected is waited for.
    async taken(rule, count = 0) {
      const url = urls.get(rule) ?? "";
      const expected = count === 0 ? [] : await drained(sqs, url, count, 20);
      return [...expected, ...(await drained(sqs, url, Number.POSITIVE_INFINITY, 2))];
    },
    async close() {
      for (const ending of endings) await ending();
      bus.destroy();
      sqs.destroy();
    },
  };
}
