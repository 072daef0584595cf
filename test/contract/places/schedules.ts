import {
  CreateScheduleGroupCommand,
  DeleteScheduleCommand,
  DeleteScheduleGroupCommand,
  ListSchedulesCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import { Scheduler } from "#lib/local/engines/scheduler";
import { account, behindGateway, queueArn } from "./local.ts";
import { clientOptions, endpointName, identity, type Place, randomPrefix } from "./place.ts";

export interface SchedulePlace extends Place {
  readonly scheduler: SchedulerClient;
  readonly group: string;
  /** Deletes every schedule of the group. */
  clear(): Promise<void>;
  /** Lets time pass and tells what fired meanwhile; undefined where the clock is the real one. */
  readonly pass: ((seconds: number) => string[]) | undefined;
  /** What the scheduler complained of. */
  readonly problems: readonly string[];
  /** Now, on this engine's clock, in milliseconds. */
  now(): number;
}

async function cleared(scheduler: SchedulerClient, GroupName: string): Promise<void> {
  for (;;) {
    const { Schedules = [] } = await scheduler.send(new ListSchedulesCommand({ GroupName }));
    if (Schedules.length === 0) return;
    for (const { Name } of Schedules) await scheduler.send(new DeleteScheduleCommand({ GroupName, Name }));
  }
}

const variables = (group: string, role: string, queue: string) => ({
  SCHEDULE_GROUP: group,
  SCHEDULE_ROLE_ARN: role,
  MOMENTS_QUEUE_ARN: queue,
});
const role = `arn:aws:iam::${account}:role/contract`;

export async function localScheduler(): Promise<SchedulePlace> {
  const group = "contract";
  const problems: string[] = [];
  let fired: string[] = [];
  const place = await behindGateway(["SCHEDULER"], ({ store, clock }) => {
    const scheduler = new Scheduler(store, clock, {
      region: "eu-central-1",
      account,
      groups: [group],
      deliver: (_, input) => fired.push(input),
      problem: (sentence) => problems.push(sentence),
    });
    clock.register(scheduler);
    return [scheduler];
  });
  const scheduler = new SchedulerClient(clientOptions(place.endpoint));
  return {
    scheduler,
    group,
    problems,
    variables: { ...place.variables, ...variables(group, role, queueArn("moments")) },
    now: () => place.clock.now(),
    pass(seconds) {
      fired = [];
      place.pass(seconds);
      return fired;
    },
    clear: () => cleared(scheduler, group),
    async close() {
      await place.close();
      scheduler.destroy();
    },
  };
}

/** AWS itself wants a role that is there (SCHEDULE_ROLE_ARN) and looks at the queue only when it fires. */
export async function givenScheduler(endpoint: string): Promise<SchedulePlace> {
  const group = randomPrefix();
  const scheduler = new SchedulerClient(clientOptions(endpoint));
  await scheduler.send(new CreateScheduleGroupCommand({ Name: group }));
  return {
    scheduler,
    group,
    problems: [],
    variables: {
      ...identity(),
      [endpointName("SCHEDULER")]: endpoint,
      ...variables(group, process.env["SCHEDULE_ROLE_ARN"] ?? role, queueArn(group)),
    },
    now: () => Date.now(),
    pass: undefined,
    clear: () => cleared(scheduler, group),
    async close() {
      await scheduler.send(new DeleteScheduleGroupCommand({ Name: group }));
      scheduler.destroy();
    },
  };
}
