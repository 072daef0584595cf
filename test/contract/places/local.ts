import { Activity } from "#lib/local/activity";
import { Clock } from "#lib/local/clock";
import type { Engine } from "#lib/local/engine";
import { Gateway } from "#lib/local/gateway";
import { Grants } from "#lib/local/grants";
import { close, listen } from "#lib/local/listen";
import { Problems } from "#lib/local/problems";
import { Store } from "#lib/local/store";
import { Tally } from "#lib/local/tally";
import { endpointName, identity, type Service } from "./place.ts";

export const region = "eu-central-1";
export const account = "000000000000";
export const queueArn = (name: string) => `arn:aws:sqs:${region}:${account}:${name}`;

/** What engines are made of. */
export interface Ground {
  store: Store;
  clock: Clock;
  endpoint: string;
  problems: string[];
  /** Moves the clock, with every stop on the way. */
  pass(seconds: number): void;
}

/** Our engines behind the gateway, on an address of this machine and on a clock that only moves when it is moved. */
export async function behindGateway(
  served: readonly Service[],
  build: (ground: Ground) => Promise<readonly Engine[]> | readonly Engine[],
) {
  const store = new Store();
  const clock = new Clock(store, "2022-01-10T08:00:00Z");
  const problems = new Problems(true, () => undefined);
  const gateway = new Gateway();
  const endpoint = `http://127.0.0.1:${await listen(gateway.server, 0, "contract's engines")}`;
  const pass = (seconds: number) => {
    const end = clock.now() + seconds * 1000;
    for (let next = clock.nextDue(); next !== undefined && next <= end; next = clock.nextDue()) {
      clock.set(next);
      clock.due();
    }
    clock.set(end);
  };
  const engines = await build({ store, clock, endpoint, problems: problems.all, pass });
  gateway.open({
    engines,
    clock,
    grants: new Grants([], [], new Map()),
    roleOf: () => undefined,
    problems,
    activity: new Activity(),
    tally: new Tally(),
  });
  return {
    endpoint,
    pass,
    clock,
    variables: { ...identity(), ...Object.fromEntries(served.map((service) => [endpointName(service), endpoint])) },
    async close() {
      for (const engine of engines) await engine.stop();
      await close(gateway.server);
      store.close();
    },
  };
}
