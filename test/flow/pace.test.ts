import { afterEach, expect, inject, test } from "vitest";
import { stageConfig } from "#lib/config";
import { type Stack, type StackOptions, startStack } from "#lib/local/stack";
import { context } from "#test/lib/context";
import { type Desks, desksOf, dialogue, prepare, release, START } from "./play.ts";

const PARTIES = ["NL", "EG", "FR", "DE", "IT", "SS", "SD", "LY", "TN", "DJ"];
const MINUTE = 60_000;
/**
 * Thirty mails need a quarter of an hour. The share's 29.03 seconds between two mails, cut to the whole seconds that SQS
 * knows, are two more than the 27 that the account allows the stage: a slow machine may hand one out late, and the service still takes the next.
 */
const RATE = 1 / 27;
/** The stage's share of the account's rate. */
const { rateShare } = stageConfig("dev", context.stages).mail;
/** Bulk mail's share of the rate (functions/mail/pump.ts). */
const SHARE = 0.93;

let stack: Stack | undefined;
afterEach(async () => {
  await stack?.stop();
  stack = undefined;
});

async function begin(options: Partial<StackOptions> = {}): Promise<{ desks: Desks; stack: Stack; invited: string[] }> {
  const started = await startStack({ assembly: inject("assembly"), now: START, quiet: true, ...options });
  stack = started;
  const desks = desksOf(started);
  const small = dialogue(PARTIES);
  const { invitees } = await prepare(desks, small);
  const invited = small.contacts.map(({ email }) => email).sort();
  expect(invitees).toBe(invited.length);
  return { desks, stack: started, invited };
}

const recipients = ({ mailbox }: Stack) => mailbox.flatMap(({ to }) => to).sort();
const runs = ({ tally }: Stack, name: string) => tally.invocations.get(name) ?? 0;

test("a round that is larger than a minute's pace goes on minute after minute, by itself", async () => {
  const { desks, stack, invited } = await begin();
  stack.ses.change({ maxSendRate: RATE / rateShare });
  await release(desks);
  await stack.advance({ minutes: 1 });
  expect(recipients(stack).length).toBeLessThan(invited.length / 4);
  await stack.advance({ minutes: 17 });

  expect(recipients(stack)).toEqual(invited);
  const sent = stack.mailbox.map(({ at }) => at);
  const gaps = sent.slice(1).map((at, index) => at - (sent[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000 / RATE);
  const minutes = Map.groupBy(sent, (at) => Math.floor(at / MINUTE));
  expect(minutes.size).toBe(Math.max(...minutes.keys()) - Math.min(...minutes.keys()) + 1);
  expect(minutes.size).toBeGreaterThanOrEqual(14);
  expect(Math.max(...[...minutes.values()].map(({ length }) => length))).toBeLessThanOrEqual(
    Math.ceil(60 * RATE * SHARE),
  );
  expect(runs(stack, "mail-moments")).toBeGreaterThanOrEqual(minutes.size - 2);
  expect(runs(stack, "mail-lanes")).toBe(invited.length);

  const before = runs(stack, "mail-moments");
  await stack.advance({ hours: 1 });
  expect(recipients(stack)).toEqual(invited);
  expect(runs(stack, "mail-moments")).toBe(before);
});

test("a round released while sending is paused waits, and leaves by itself once it is enabled", async () => {
  const { desks, stack, invited } = await begin();
  stack.ses.change({ sendingEnabled: false });
  await release(desks);
  await stack.advance({ minutes: 45 });
  expect(stack.mailbox).toEqual([]);
  expect(runs(stack, "mail-lanes")).toBe(0);
  expect(runs(stack, "mail-moments")).toBeGreaterThanOrEqual(4);

  stack.ses.change({ sendingEnabled: true });
  await stack.advance({ minutes: 10 });
  expect(recipients(stack)).toEqual(invited);
});

test("a pause in the middle of a round: mails already handed out wait too, and nobody gets two", async () => {
  const { desks, stack, invited } = await begin();
  stack.ses.change({ maxSendRate: RATE / rateShare });
  await release(desks);
  await stack.advance({ minutes: 2 });
  const before = stack.mailbox.length;
  stack.ses.change({ sendingEnabled: false });
  await stack.advance({ hours: 3 });
  expect(stack.mailbox).toHaveLength(before);

  stack.ses.change({ sendingEnabled: true });
  await stack.advance({ minutes: 30 });
  expect(recipients(stack)).toEqual(invited);
  expect(stack.problems).toEqual([]);
});
