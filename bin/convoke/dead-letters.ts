import type { Command } from "commander";
import { Unreachable } from "#bin/convoke/client";
import { type DeadLetterQueue, deadLetterQueues, type Waiting } from "#bin/convoke/queues";
import { desk, examples } from "#bin/convoke/shared";
import { nearest } from "#bin/convoke/suggest";
import { WrongUsage } from "#bin/convoke/trouble";
import { isSubscriber, sentenceOf } from "#lib/dead-letters";

/** How many messages of one queue are told one by one; --json tells all that were looked at. */
const TOLD = 10;

export function deadLetterCommands(program: Command): void {
  const group = program
    .command("dead-letters")
    .description("what functions gave up on: look at it, and move it back once the cause is mended");
  examples(
    group.command("list", { isDefault: true }).description("every dead-letter queue with what waits in it"),
    "dead-letters list",
    "dead-letters list --stage prod --json",
  ).action(async (_options: object, command: Command) => {
    const { print, queues } = reached(command);
    const deadLetters = (await queues.list()).sort(byFunction);
    print.answer({ accepted: true, deadLetters }, () => listing(deadLetters));
  });
  examples(
    group
      .command("redrive [function]")
      .description("move dead letters back to their queue: of one function, or of all. Every step may run again"),
    "dead-letters redrive mail-lanes",
    "dead-letters redrive --stage prod",
  ).action(async (name: string | undefined, _options: object, command: Command) => {
    const { print, queues } = reached(command);
    const found = (await queues.find()).sort(byFunction);
    const wanted = found.filter((queue) => name === undefined || queue.function === name);
    if (wanted.length === 0 && name !== undefined) throw noSuch(name, found);
    const moved = wanted.filter(({ count, function: reader }) => count > 0 && !isSubscriber(reader));
    const outside = wanted.filter(({ count, function: reader }) => count > 0 && isSubscriber(reader));
    if (moved.length === 0 && outside[0] !== undefined) throw new Unreachable(handedOverAgain(outside[0].function));
    for (const { arn } of moved) await queues.redrive(arn);
    const redriven = moved.map(({ queue, function: reader, count }) => ({ queue, function: reader, count }));
    print.answer({ accepted: true, redriven }, () =>
      moved.length === 0
        ? `There is nothing to move back${name === undefined ? "" : ` to ${name}`}.`
        : moved
            .map((one) => `${messages(one.count)} ${one.count === 1 ? "goes" : "go"} back to ${one.function}.`)
            .concat(outside.map((one) => handedOverAgain(one.function)))
            .join("\n"),
    );
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

function listing(all: readonly Waiting[]): string {
  const full = all.filter(({ count }) => count > 0);
  const empty = all.length - full.length;
  if (full.length === 0) return `Nothing was given up on: all ${all.length} dead-letter queues are empty.`;
  return [
    ...full.flatMap(section),
    `The other ${empty} dead-letter queues are empty. When the cause is mended: convoke dead-letters redrive <function>`,
  ].join("\n");
}

function section({ function: reader, count, since, messages: seen }: Waiting): string[] {
  const more = count - Math.min(seen.length, TOLD);
  const oldest = since === undefined ? "" : `, the oldest sent ${since.slice(0, 16).replace("T", " ")} UTC`;
  return [
    `${reader} ${isSubscriber(reader) ? "did not take" : "gave up on"} ${messages(count)}${oldest}:`,
    ...seen.slice(0, TOLD).map((one) => `  ${sentenceOf(one)}`),
    ...(more > 0 ? [`  … and ${more} more`] : []),
  ];
}

const messages = (count: number) => (count === 1 ? "1 message" : `${count} messages`);
const byFunction = (a: DeadLetterQueue, b: DeadLetterQueue) => (a.function < b.function ? -1 : 1);

function noSuch(name: string, found: readonly DeadLetterQueue[]): WrongUsage {
  const known = [...new Set(found.map((queue) => queue.function))];
  const meant = nearest(name, known);
  return new WrongUsage(
    `No function of this name reads a queue.${meant === undefined ? ` These do: ${known.join(", ")}.` : ` Did you mean ${meant}?`}`,
    "convoke dead-letters redrive",
  );
}
