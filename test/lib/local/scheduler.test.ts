import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  GetScheduleGroupCommand,
  ListScheduleGroupsCommand,
  ListSchedulesCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from "@aws-sdk/client-scheduler";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Clock } from "#lib/local/clock";
import { Scheduler, type SchedulerOptions } from "#lib/local/engines/scheduler";
import { Store } from "#lib/local/store";
import { serve } from "#test/lib/local/wire";

const queueArn = "arn:aws:sqs:eu-west-1:000000000000:moments";
const roleArn = "arn:aws:iam::000000000000:role/schedules";
const start = "2026-03-01T09:00:00.000Z";

let store: Store;
let clock: Clock;
let scheduler: Scheduler;
let wire: Awaited<ReturnType<typeof serve>>;
let client: SchedulerClient;
let deliveries: { input: string; arn: string; roleArn: string; at: string; now: string }[];
let problems: string[];
let options: SchedulerOptions;

const schedule = (Name: string, more: Partial<CreateScheduleCommandInput> = {}): CreateScheduleCommandInput => ({
  Name,
  GroupName: "convoke",
  ScheduleExpression: "at(2026-03-08T09:00:00)",
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: { Arn: queueArn, RoleArn: roleArn, Input: JSON.stringify({ meeting: "M1" }) },
  ...more,
});

function advance(to: string): void {
  for (let next = clock.nextDue(); next !== undefined && next <= Date.parse(to); next = clock.nextDue()) {
    clock.set(next);
    clock.due();
  }
  clock.set(Date.parse(to));
}

function build(more: Partial<SchedulerOptions> = {}): Scheduler {
  const built = new Scheduler(store, clock, { ...options, ...more });
  clock.register(built);
  return built;
}

beforeEach(async () => {
  store = new Store();
  clock = new Clock(store, start);
  deliveries = [];
  problems = [];
  options = {
    region: "eu-west-1",
    account: "000000000000",
    groups: ["convoke"],
    deliver: (target, input, firing) => deliveries.push({ input, ...target, at: firing.scheduledAt, now: clock.iso() }),
    problem: (sentence) => problems.push(sentence),
  };
  scheduler = build();
  wire = await serve(scheduler);
  client = new SchedulerClient(wire.client);
});
afterEach(async () => {
  client.destroy();
  await wire.close();
  store.close();
});

describe("through the SDK", () => {
  test("a one-time schedule fires at its instant and deletes itself", async () => {
    const { ScheduleArn } = await client.send(
      new CreateScheduleCommand(schedule("one", { ActionAfterCompletion: "DELETE" })),
    );
    expect(ScheduleArn).toBe("arn:aws:scheduler:eu-west-1:000000000000:schedule/convoke/one");
    advance("2026-03-08T08:59:59Z");
    expect(deliveries).toEqual([]);
    advance("2026-03-09T00:00:00Z");
    expect(deliveries).toMatchObject([
      { input: '{"meeting":"M1"}', arn: queueArn, roleArn, at: "2026-03-08T09:00:00Z" },
    ]);
    expect(deliveries[0]?.now).toMatch(/^2026-03-08T09:00:00/);
    await expect(client.send(new GetScheduleCommand({ Name: "one", GroupName: "convoke" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  test("creating needs the schedule and the right to pass the role", async () => {
    await client.send(new CreateScheduleCommand(schedule("one")));
    expect(wire.needs[0]).toEqual([
      {
        action: "scheduler:CreateSchedule",
        resource: "arn:aws:scheduler:eu-west-1:000000000000:schedule/convoke/one",
        context: {},
      },
      { action: "iam:PassRole", resource: roleArn, context: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    ]);
  });

  test("one that is kept stays without firing again", async () => {
    await client.send(new CreateScheduleCommand(schedule("one")));
    advance("2027-01-01T00:00:00Z");
    expect(deliveries).toHaveLength(1);
    const got = await client.send(new GetScheduleCommand({ Name: "one", GroupName: "convoke" }));
    expect(got).toMatchObject({ State: "ENABLED", ScheduleExpressionTimezone: "UTC", ActionAfterCompletion: "NONE" });
    expect(got.CreationDate?.toISOString().slice(0, 19)).toBe("2026-03-01T09:00:00");
  });

  test("recurring ones fire at every stop between their dates", async () => {
    const between = { StartDate: new Date("2026-03-03T00:00:00Z"), EndDate: new Date("2026-03-06T12:00:00Z") };
    await client.send(
      new CreateScheduleCommand(
        schedule("daily", {
          ScheduleExpression: "cron(0 9 * * ? *)",
          ScheduleExpressionTimezone: "Europe/Paris",
          ...between,
        }),
      ),
    );
    await client.send(new CreateScheduleCommand(schedule("rate", { ScheduleExpression: "rate(2 days)", ...between })));
    advance("2026-03-10T00:00:00Z");
    expect(deliveries.map(({ at }) => at)).toEqual([
      "2026-03-03T00:00:00Z",
      "2026-03-03T08:00:00Z",
      "2026-03-04T08:00:00Z",
      "2026-03-05T00:00:00Z",
      "2026-03-05T08:00:00Z",
      "2026-03-06T08:00:00Z",
    ]);
  });

  test("updated, disabled, deleted", async () => {
    await client.send(new CreateScheduleCommand(schedule("one")));
    await client.send(new UpdateScheduleCommand(schedule("one", { ScheduleExpression: "at(2026-03-10T09:00:00)" })));
    await client.send(new CreateScheduleCommand(schedule("off", { State: "DISABLED" })));
    await client.send(new CreateScheduleCommand(schedule("gone")));
    await client.send(new DeleteScheduleCommand({ Name: "gone", GroupName: "convoke" }));
    advance("2026-03-20T00:00:00Z");
    expect(deliveries.map(({ at }) => at)).toEqual(["2026-03-10T09:00:00Z"]);
  });

  test("lists by group, prefix and page", async () => {
    for (const Name of ["a-1", "a-2", "a-3", "b-1"]) await client.send(new CreateScheduleCommand(schedule(Name)));
    await client.send(new CreateScheduleCommand(schedule("a-other", { GroupName: "default" })));
    const page = await client.send(new ListSchedulesCommand({ GroupName: "convoke", NamePrefix: "a-", MaxResults: 2 }));
    expect(page.Schedules?.map(({ Name }) => Name)).toEqual(["a-1", "a-2"]);
    const rest = await client.send(
      new ListSchedulesCommand({ GroupName: "convoke", NamePrefix: "a-", MaxResults: 2, NextToken: page.NextToken }),
    );
    expect(rest.Schedules?.map(({ Name }) => Name)).toEqual(["a-3"]);
    expect(rest.NextToken).toBeUndefined();
    expect((await client.send(new ListScheduleGroupsCommand({}))).ScheduleGroups?.map(({ Name }) => Name)).toEqual([
      "default",
      "convoke",
    ]);
    expect(await client.send(new GetScheduleGroupCommand({ Name: "convoke" }))).toMatchObject({ State: "ACTIVE" });
  });

  test("the same client token is the same call; without it the name is taken", async () => {
    const once = schedule("one", { ClientToken: "token" });
    const first = await client.send(new CreateScheduleCommand(once));
    const again = await client.send(new CreateScheduleCommand(once));
    expect(again.ScheduleArn).toBe(first.ScheduleArn);
    await expect(
      client.send(new CreateScheduleCommand(schedule("one", { ClientToken: "other" }))),
    ).rejects.toMatchObject({ name: "ConflictException" });
  });

  test.each<[string, string, Partial<CreateScheduleCommandInput>]>([
    ["an expression nobody knows", "ValidationException", { ScheduleExpression: "every monday" }],
    ["a zone nobody knows", "ValidationException", { ScheduleExpressionTimezone: "Mars/Base" }],
    ["a name with a slash", "ValidationException", { Name: "a/b" }],
    ["a name too long", "ValidationException", { Name: "x".repeat(65) }],
    ["a group nobody made", "ResourceNotFoundException", { GroupName: "other" }],
    ["a target that is no ARN", "ValidationException", { Target: { Arn: "queue", RoleArn: roleArn } }],
    ["a flexible window without its length", "ValidationException", { FlexibleTimeWindow: { Mode: "FLEXIBLE" } }],
  ])("refuses %s", async (_, name, more) => {
    await expect(client.send(new CreateScheduleCommand(schedule("one", more)))).rejects.toMatchObject({ name });
  });

  test("refuses to update or delete what is not there", async () => {
    await expect(client.send(new UpdateScheduleCommand(schedule("none")))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(client.send(new DeleteScheduleCommand({ Name: "none" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

describe("on the moved clock", () => {
  test("an instant that has passed fires at once and is called a problem", () => {
    scheduler.create({ ...parsed("late"), ScheduleExpression: "at(2026-02-01T00:00:00)" });
    expect(problems[0]).toContain("has passed");
    clock.due();
    expect(deliveries).toHaveLength(1);
  });

  test("context words in the input are filled", () => {
    scheduler.create({
      ...parsed("words"),
      Target: {
        Arn: queueArn,
        RoleArn: roleArn,
        Input: '{"at":"<aws.scheduler.scheduled-time>","by":"<aws.scheduler.schedule-arn>"}',
      },
    });
    advance("2026-03-08T09:00:00Z");
    expect(JSON.parse(deliveries[0]?.input ?? "")).toEqual({
      at: "2026-03-08T09:00:00Z",
      by: scheduler.arnOf("convoke", "words"),
    });
  });

  test("a target that cannot be reached is a problem, and the schedule goes on", () => {
    const deliver = () => {
      throw new Error("no such queue");
    };
    const failing = new Scheduler(store, clock, { ...options, deliver });
    failing.create(parsed("lost"));
    clock.set(Date.parse("2026-03-08T09:00:00Z"));
    failing.due(clock.now());
    expect(problems).toContainEqual(expect.stringContaining("no such queue"));
    expect(failing.nextDue()).toBeUndefined();
  });

  test("the template's schedules start at once, keep their place and go with the template", () => {
    const sweep = {
      Name: "sweep",
      ScheduleExpression: "rate(1 day)",
      FlexibleTimeWindow: { Mode: "OFF" as const },
      Target: { Arn: queueArn, RoleArn: roleArn, Input: "{}" },
    };
    build({ schedules: [sweep] });
    advance("2026-03-02T00:00:00Z");
    expect(deliveries).toHaveLength(1);
    const next = build({ schedules: [sweep] }).get("default", "sweep").next;
    expect(next).toBe(build({ schedules: [sweep] }).get("default", "sweep").next);
    expect(new Date(next ?? 0).toISOString()).toMatch(/^2026-03-02T09:00:00/);
    expect(build({ schedules: [] }).list()).toEqual([]);
  });

  test("what was missed while nobody looked fires once", () => {
    scheduler.create({ ...parsed("rate"), ScheduleExpression: "rate(1 minute)" });
    clock.set(Date.parse("2026-03-05T00:00:00Z"));
    clock.due();
    expect(deliveries).toHaveLength(1);
    expect(scheduler.nextDue()).toBeGreaterThan(clock.now());
  });
});

function parsed(Name: string) {
  return {
    Name,
    GroupName: "convoke",
    ScheduleExpression: "at(2026-03-08T09:00:00)",
    ScheduleExpressionTimezone: "UTC",
    State: "ENABLED" as const,
    FlexibleTimeWindow: { Mode: "OFF" as const },
    Target: { Arn: queueArn, RoleArn: roleArn, Input: "{}" },
    ActionAfterCompletion: "DELETE" as const,
  };
}
