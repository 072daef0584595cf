import { DeleteScheduleCommand, ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import { afterEach, expect, inject, test } from "vitest";
import { deadLetterQueues } from "#bin/convoke/queues";
import { MEETING } from "#bin/demo/world";
import { type Stack, startStack } from "#lib/local/stack";
import { desksOf, dialogue, prepare, release, START } from "./play.ts";

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});
async function begin(tolerate: boolean): Promise<Stack> {
  stack = await startStack({ assembly: inject("assembly"), now: START, quiet: true, tolerate });
  return stack;
}

test("wake-ups that got lost are booked again by the daily sweeps, with the grants of the templates", async () => {
  const running = await begin(false);
  const { endpoint, region } = running;
  const client = new SchedulerClient({
    endpoint,
    region,
    credentials: { accessKeyId: "me", secretAccessKey: "local" },
  });
  const booked = async () =>
    ((await client.send(new ListSchedulesCommand({}))).Schedules ?? []).filter(({ Name }) => Name?.startsWith(MEETING));
  const desks = desksOf(running);
  await prepare(desks, dialogue(["NL", "EG"]));
  await release(desks);
  const before = await booked();
  expect(before).toHaveLength(5);
  for (const { Name, GroupName } of before) await client.send(new DeleteScheduleCommand({ Name, GroupName }));
  expect(await booked()).toEqual([]);
  await running.advance({ days: 1 });
  expect((await booked()).map(({ Name }) => Name).sort()).toEqual(before.map(({ Name }) => Name).sort());
});

test("what a function always fails at is found as its dead letter, on one machine as on AWS, and goes back", async () => {
  const running = await begin(true);
  const { sqs, endpoint, region, problems } = running;
  const inbox = sqs.all().find(({ name }) => name === "meeting-moments-Inbox-Queue")?.arn ?? "";
  sqs.send(inbox, JSON.stringify({ moment: "nothing", convocationId: MEETING }));
  await running.advance({ hours: 2 });
  expect(problems.some((sentence) => sentence.includes("meeting-moments-Inbox-DeadLetters"))).toBe(true);
  const queues = deadLetterQueues({ region, endpoint });
  const given = (await queues.list()).filter(({ count }) => count > 0);
  expect(given).toMatchObject([
    { function: "meeting-moments", count: 1, messages: [{ kind: "wake-up nothing", ids: { convocationId: MEETING } }] },
  ]);
  for (const { arn, count } of await queues.find()) if (count > 0) await queues.redrive(arn);
  expect((await queues.list()).filter(({ count }) => count > 0)).toEqual([]);
  expect(sqs.peek(inbox)).toHaveLength(1);
});
