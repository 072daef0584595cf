import { join } from "node:path";
import type { Activity } from "./activity.ts";
import type { Blueprint } from "./blueprint.ts";
import type { Clock } from "./clock.ts";
import { deliverOutside } from "./deliver-outside.ts";
import { type DeliveryOptions, deliverEvent, deliverMoment } from "./deliveries.ts";
import type { Engine } from "./engine.ts";
import { openBuckets } from "./engines/buckets.ts";
import { Bus } from "./engines/bus.ts";
import { Destinations } from "./engines/destinations.ts";
import { DynamoDb } from "./engines/dynamodb.ts";
import { Expiry } from "./engines/expiry.ts";
import { Lambda } from "./engines/lambda.ts";
import { Scheduler } from "./engines/scheduler.ts";
import { Secrets } from "./engines/secrets.ts";
import { Ses } from "./engines/ses.ts";
import { Sqs } from "./engines/sqs.ts";
import type { Functions } from "./functions.ts";
import type { Grants } from "./grants.ts";
import type { Problems } from "./problems.ts";
import type { Store } from "./store.ts";
import type { Tally } from "./tally.ts";
import { unkindTo } from "./unkind/calls.ts";
import type { Dooms } from "./unkind/doom.ts";
import type { Faults } from "./unkind/faults.ts";
import type { Witness } from "./witness.ts";

/** The longest time in which later messages overtake one, in seconds. */
const OVERTAKEN_BY = 20;

export interface EnginesOptions {
  blueprint: Blueprint;
  data: string | undefined;
  store: Store;
  clock: Clock;
  grants: Grants;
  problems: Problems;
  activity: Activity;
  functions: Functions;
  faults: Faults;
  dooms: Dooms;
  /** Whether somebody is meant to take events of this type. */
  consumed: (detailType: string) => boolean;
  /** Addresses of this machine that stand for those of subscribers, by URL. */
  subscribers: Readonly<Record<string, string>>;
  say: (text: string) => void;
  tally: Tally;
  /** Counts the capacity that functions' calls take of DynamoDB. */
  isMetered: boolean;
  /** An engine ended by itself. */
  onDeath: (sentence: string) => void;
  witness: Witness | undefined;
}

export interface Engines {
  all: readonly Engine[];
  sqs: Sqs;
  ses: Ses;
  scheduler: Scheduler;
  buckets: Engine;
  dynamo: DynamoDb;
  /** How many events were for somebody whom this machine does not call, by address or bus. */
  notCalled: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** Every AWS service of the blueprint, ready for calls. */
export async function startEngines(options: EnginesOptions): Promise<Engines> {
  const { blueprint, data, store, clock, grants, problems, activity, functions, faults, dooms, witness, tally } =
    options;
  const { region, account, tables } = blueprint;
  const problem = (sentence: string) => problems.add(sentence);
  const dynamo = await DynamoDb.start({
    region,
    tables,
    onDeath: options.onDeath,
    ...(options.isMetered && { metered: (kind: "readUnits" | "writeUnits", units: number) => tally.add(kind, units) }),
    ...(data !== undefined && { database: join(data, "dynamodb.sqlite") }),
  });
  try {
    const sqs = new Sqs(store, clock, blueprint.queues, lateness(options));
    if (witness !== undefined)
      sqs.onSent((arn, text) => witness({ place: "queue", name: arn.slice(arn.lastIndexOf(":") + 1), text }));
    const delivery: DeliveryOptions = { region, account, grants, sqs, faults, tally };
    const destinations = makeDestinations(options, sqs);
    const bus = makeBus(options, delivery, destinations);
    const ses = new Ses(store, clock, {
      region,
      account,
      identities: blueprint.identities,
      mailFrom: blueprint.mailFrom,
      configurationSets: blueprint.configurationSets,
      publish: (event) => bus.publish(event),
      delayed: (recipient) => faults.strike("mail-delayed", recipient) !== undefined,
    });
    const scheduler = new Scheduler(store, clock, {
      region,
      account,
      groups: blueprint.groups,
      schedules: blueprint.schedules,
      deliver: (target, input, firing) => deliverMoment(target, input, firing, delivery),
      problem,
    });
    const buckets = await openBuckets(store, clock, blueprint.buckets);
    const expiry = new Expiry(dynamo, clock, tables, (sweeping) => {
      activity
        .during(sweeping)
        .catch((error: unknown) => problem(`Expired rows could not be deleted: ${String(error)}`));
    });
    for (const timed of [sqs, scheduler, expiry, destinations]) clock.register(timed);
    const others = [
      sqs,
      ses,
      scheduler,
      bus,
      buckets,
      new Secrets(store, clock, blueprint.secrets),
      new Lambda(functions),
    ];
    const all = [dynamo, ...others];
    return {
      all: faults.active ? all.map((engine) => unkindTo(engine, faults, dooms)) : all,
      sqs,
      ses,
      scheduler,
      buckets,
      dynamo,
      notCalled: destinations.notCalled,
      stop: async () => void (await Promise.all(all.map((engine) => engine.stop()))),
    };
  } catch (error) {
    await dynamo.stop();
    throw error;
  }
}

/** Messages that others overtake; only where somebody reads. */
function lateness({ blueprint, faults }: EnginesOptions): (queueArn: string) => number {
  const read = new Set(blueprint.mappings.map(({ sourceArn }) => sourceArn));
  return (arn) => (read.has(arn) ? Math.ceil((faults.strike("queue-out-of-order", arn) ?? 0) * OVERTAKEN_BY) : 0);
}

function makeDestinations({ blueprint, store, clock, problems, activity, subscribers, say }: EnginesOptions, sqs: Sqs) {
  return new Destinations(store, clock, {
    destinations: blueprint.destinations,
    instead: subscribers,
    bury: (arn, payload, attributes) => void sqs.send(arn, payload, { attributes, sender: "events.amazonaws.com" }),
    problem: (sentence) => problems.add(sentence),
    during: (work) => {
      activity
        .during(work)
        .catch((error: unknown) => problems.add(`A subscriber could not be called: ${String(error)}`));
    },
    say: (sentence) => say(`${sentence}\n`),
  });
}

function makeBus(
  { blueprint, clock, problems, consumed, tally, witness }: EnginesOptions,
  delivery: DeliveryOptions,
  destinations: Destinations,
): Bus {
  const { region, account, buses, rules } = blueprint;
  const bus = new Bus(clock, {
    region,
    account,
    buses,
    rules,
    counted: () => tally.add("events"),
    deliver: (one) => {
      if (delivery.sqs.has(one.target.arn)) deliverEvent(one, delivery);
      else deliverOutside(one, delivery, { bus, destinations });
    },
    unmatched: ({ "detail-type": type, source }, busName) => {
      // What a configuration set tells was asked for, type by type.
      if (consumed(type) || source === "aws.ses")
        problems.add(`No rule of ${busName} took ${type} from ${source}, which is meant to be taken`);
    },
    problem: (sentence) => problems.add(sentence),
    ...(witness && { seen: (name, text) => witness({ place: "bus", name, text }) }),
  });
  return bus;
}
