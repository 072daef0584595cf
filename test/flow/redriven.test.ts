import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { answer } from "#bin/demo/delegate";
import { linkIn } from "#bin/demo/mailbox";
import { Stage } from "#bin/demo/stage";
import { Timeline } from "#bin/demo/timeline";
import { Traces } from "#bin/demo/traces";
import { startStack } from "#lib/local/stack";
import { dialogue, prepare, release, START } from "./play.ts";

const traces = new Traces();
let stage: Stage;
beforeAll(async () => {
  const stack = await startStack({ assembly: inject("assembly"), now: START, quiet: true, witness: traces.see });
  stage = new Stage(stack, new Timeline(true));
  await prepare(stage, dialogue(["NL", "FR", "EG"]));
  await release(stage);
  await stack.advance({ minutes: 2 });
  const invited = (await stage.letters("invitation")).find(({ to }) => to === "focal.point.nl@example.org");
  if (invited) await answer(linkIn(invited, stack.siteUrl), { answer: "come" });
  await stack.advance("2022-02-18T08:05:00Z");
});
afterAll(() => stage?.stack.stop());

/** Everything that a queue was ever given lies in its dead letters, and is moved back from there. */
async function everythingAgain(): Promise<Map<string, number>> {
  const { sqs } = stage.stack;
  const queues = new Map(sqs.all().map((queue) => [queue.name, queue]));
  const given = traces.written.filter(({ place }) => place === "queue");
  const moved = new Map<string, number>();
  for (const { name, text } of given) sqs.send(queues.get(name)?.redrive?.deadLetterArn ?? "", text);
  for (const { name, arn, redrive } of queues.values())
    if (redrive) moved.set(name, sqs.moves.redrive(redrive.deadLetterArn, arn));
  await stage.stack.advance({ minutes: 5 });
  return moved;
}

test("a sent round, moved back whole, sends no second mail and changes no row", async () => {
  const kinds = async () => (await stage.letters()).map(({ kind, to }) => `${kind} ${to}`);
  const before = { letters: await kinds(), rows: await stage.fingerprint() };
  expect(before.letters).toHaveLength(9 + 1 + 1 + 6);

  const moved = await everythingAgain();
  const count = (queue: string) => moved.get(queue) ?? 0;
  expect(count("mail-bulk-Queue")).toBe(9 + 6);
  expect(count("mail-urgent-Queue")).toBe(1 + 1);
  for (const queue of ["invitation-facts", "invitation-pages", "mail-events", "mail-moments"])
    expect(count(`${queue}-Inbox-Queue`), queue).toBeGreaterThan(0);
  for (const queue of ["registration-facts", "reminder-moments", "reminder-pages"])
    expect(count(`${queue}-Inbox-Queue`), queue).toBeGreaterThan(0);

  expect(await kinds()).toEqual(before.letters);
  expect(await stage.fingerprint()).toBe(before.rows);
  expect(stage.stack.sqs.all().filter(({ arn }) => stage.stack.sqs.peek(arn).length > 0)).toEqual([]);
});
