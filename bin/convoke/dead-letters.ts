import type { Command } from "commander";
import { Unreachable } from "#bin/convoke/client";
import { closely, listing, movedBack, wouldMove } from "#bin/convoke/dead-letter-words";
import { type DeadLetterQueue, deadLetterQueues, type Waiting } from "#bin/convoke/queues";
import { desk, examples } from "#bin/convoke/shared";
import { nearest } from "#bin/convoke/suggest";
import { WrongUsage } from "#bin/convoke/trouble";
import { consequenceOf, isSubscriber } from "#lib/dead-letters";

export function deadLetterCommands(program: Command): void {
  const group = program
    .command("dlq")
    .alias("dead-letters")
    .description("what functions gave up on: look at it, and move it back once the cause is mended");
  examples(
    group.command("list", { isDefault: true }).description("every dead-letter queue with what waits in it"),
    "dlq list",
    "dlq list --stage prod --json",
  ).action(async (_options: object, command: Command) => {
    const { print, queues } = reached(command);
    const deadLetters = (await queues.list()).sort(byFunction).map(told);
    print.answer({ accepted: true, deadLetters }, () => listing(deadLetters));
  });
  examples(
    group
      .command("show <function> [message]")
      .description("what one function gave up on, message by message, and what moving it back would do"),
    "dlq show mail-lanes --stage prod",
    "dlq show mail-lanes 2f1c9d0e",
  ).action(async (name: string, message: string | undefined, _options: object, command: Command) => {
    const { print, queues } = reached(command);
    const found = (await queues.list(name)).map(told);
    if (found.length === 0) throw noSuch(name, await queues.find(), "show");
    const shown = message === undefined ? found : found.flatMap((waiting) => one(waiting, message));
    if (shown.length === 0) throw new Unreachable(notThere(name, message ?? "", found));
    print.answer({ accepted: true, deadLetters: shown, movedBack: consequenceOf(name) }, () => closely(name, shown));
  });
  examples(
    group
      .command("redrive [function]")
      .option("--dry-run", "say what would be moved where, and move nothing", false)
      .description("move dead letters back to their queue: of one function, or of all. Every step may run again"),
    "dlq redrive mail-lanes --dry-run",
    "dlq redrive mail-lanes",
    "dlq redrive --stage prod",
  ).action(async (name: string | undefined, { dryRun }: { dryRun: boolean }, command: Command) => {
    const { print, queues } = reached(command);
    const wanted = (await queues.list(name)).sort(byFunction);
    if (wanted.length === 0 && name !== undefined) throw noSuch(name, await queues.find(), "redrive");
    const full = wanted.filter(({ count, function: reader }) => count > 0 && !isSubscriber(reader));
    const outside = wanted.filter(({ count, function: reader }) => count > 0 && isSubscriber(reader));
    if (full.length === 0 && outside[0] !== undefined) throw new Unreachable(handedOverAgain(outside[0].function));
    if (!dryRun) for (const { arn } of full) await queues.redrive(arn);
    const redriven = full.map(({ queue, function: reader, count }) => ({ queue, function: reader, count }));
    const answer = dryRun ? { accepted: true, dryRun, wouldRedrive: full.map(told) } : { accepted: true, redriven };
    print.answer(answer, () => {
      if (full.length === 0) return `There is nothing to move back${name === undefined ? "" : ` to ${name}`}.`;
      return [dryRun ? wouldMove(full) : movedBack(full), ...outside.map((one) => handedOverAgain(one.function))].join(
        "\n",
      );
    });
  });
}

/** SQS moves back only what came from a queue. */
const handedOverAgain = (subscriber: string) =>
  `What the ${subscriber} did not take came from a rule, and no queue can take it back: hand it over again with a replay of the archive (RUNBOOK.md, "What a subscriber did not take").`;

function reached(command: Command) {
  const { connection, print } = desk(command);
  const { region, local, prefix, as } = connection;
  if (!local && prefix === undefined)
    throw new Unreachable("An address does not say which queues are meant. Name the stage with --stage.");
  const queues = deadLetterQueues({
    region,
    ...(local && { endpoint: local.endpoint }),
    ...(prefix !== undefined && { prefix }),
    ...(as !== undefined && { as }),
  });
  return { print, queues };
}

const byFunction = (a: DeadLetterQueue, b: DeadLetterQueue) => (a.function < b.function ? -1 : 1);

/** Without the address that only moving needs. */
function told({ queue, function: reader, count, since, messages }: Waiting): Waiting {
  return { queue, function: reader, count, ...(since !== undefined && { since }), messages };
}

/** The queue with this one message, known by how its number begins or by an id that it names. */
function one(waiting: Waiting, wanted: string): Waiting[] {
  const messages = waiting.messages.filter(
    ({ messageId, ids }) => messageId.startsWith(wanted) || Object.values(ids).includes(wanted),
  );
  return messages.length === 0 ? [] : [{ ...waiting, count: messages.length, messages }];
}

function notThere(name: string, wanted: string, found: readonly Waiting[]): string {
  const looked = found.reduce((sum, { messages }) => sum + messages.length, 0);
  return `None of the ${looked} messages of ${name} that were looked at begins with ${wanted} or names it. convoke dlq show ${name} tells them all.`;
}

function noSuch(name: string, found: readonly DeadLetterQueue[], act: string): WrongUsage {
  const known = [...new Set(found.map((queue) => queue.function))];
  const meant = nearest(name, known);
  return new WrongUsage(
    `No function of this name reads a queue.${meant === undefined ? ` These do: ${known.join(", ")}.` : ` Did you mean ${meant}?`}`,
    `convoke dlq ${act}`,
  );
}
