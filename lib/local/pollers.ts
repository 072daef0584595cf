import type { Activity } from "./activity.ts";
import type { Blueprint } from "./blueprint.ts";
import type { Clock } from "./clock.ts";
import { recover } from "./engines/sqs-recovery.ts";
import { Stream } from "./engines/streams.ts";
import type { Engines } from "./engines.ts";
import { abandon } from "./failures.ts";
import type { Functions } from "./functions.ts";
import type { Problems } from "./problems.ts";
import { QueuePoller } from "./queue-poller.ts";
import type { Store } from "./store.ts";
import { StreamPoller } from "./stream-poller.ts";
import { streamPosition } from "./stream-position.ts";
import type { Faults } from "./unkind/faults.ts";

export interface PollersOptions {
  blueprint: Blueprint;
  engines: Engines;
  store: Store;
  clock: Clock;
  functions: Functions;
  activity: Activity;
  problems: Problems;
  faults: Faults;
}

export interface Pollers {
  /** Begins with what services told while nothing ran; then all queues are read. */
  open(): void;
  /** Takes up what lies in the queues. */
  wake(): void;
  quiet(): boolean;
  /** When the next message, or batch that failed, is handed over. */
  nextDue(): number | undefined;
  stop(): void;
}

/** Reads every queue and stream of the blueprint for its function. */
export function startPollers({
  blueprint,
  engines,
  store,
  clock,
  functions,
  activity,
  problems,
  faults,
}: PollersOptions): Pollers {
  const { region, mappings, tables } = blueprint;
  const { sqs, dynamo, buckets } = engines;
  const functionArn = (name: string) => functions.get(name)?.arn ?? name;
  const queues: QueuePoller[] = [];
  const news = newsOfServices(blueprint);
  let isOpen = false;
  const openWhenKnown = () => {
    if (isOpen || !queues.every(({ isAtRest }) => isAtRest)) return;
    isOpen = true;
    for (const poller of queues) poller.open();
  };
  const streams: StreamPoller[] = [];
  for (const mapping of mappings) {
    if (mapping.kind === "queue") {
      const opening = { isOpen: news.has(mapping.sourceArn), onRest: openWhenKnown };
      queues.push(new QueuePoller(mapping, { region, sqs, functions, problems, faults }, opening));
      continue;
    }
    const table = tables.find(({ stream }) => stream?.arn === mapping.sourceArn);
    if (table === undefined) throw new Error(`${mapping.where}: there is no stream ${mapping.sourceArn}`);
    const poller = new StreamPoller(mapping, {
      region,
      clock,
      stream: new Stream(dynamo, table.name),
      position: streamPosition(store, table.imported === true ? `${mapping.id} ${mapping.sourceArn}` : mapping.id),
      functions,
      activity,
      problems,
      abandon: (batch) => abandon(batch, { clock, sqs, buckets, functionArn, problems }),
    });
    clock.register(poller);
    dynamo.onChange(table.name, () => poller.wake());
    streams.push(poller);
  }
  sqs.onDeadLetter((deadLetters, id, source) =>
    problems.add(`A message of ${source} failed too often and lies in ${deadLetters} (${id})`),
  );
  for (const poller of streams) poller.wake();
  const wake = () => {
    for (const poller of queues) poller.wake();
  };
  return {
    open: () => {
      recover(store, clock.now(), news);
      wake();
      openWhenKnown();
    },
    wake,
    quiet: () => isOpen && sqs.idle() && streams.every(({ idle }) => idle),
    nextDue: () => {
      const due = [sqs.nextDue(), ...streams.map(({ retryDue }) => retryDue)].filter((one) => one !== undefined);
      return due.length === 0 ? undefined : Math.min(...due);
    },
    stop: () => {
      for (const poller of [...queues, ...streams]) poller.stop();
    },
  };
}

/**
 * The queues of what services tell on the default bus. On AWS these are read without a pause; here the whole stack may have
 * been down. What became of a mail is known before anybody whose lease ended meanwhile sends it again.
 */
function newsOfServices({ rules }: Blueprint): Set<string> {
  const ofDefaultBus = rules.filter(({ busName }) => busName === "default");
  return new Set(ofDefaultBus.flatMap(({ targets }) => targets.map(({ arn }) => arn)));
}
