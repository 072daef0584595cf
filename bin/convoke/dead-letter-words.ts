import type { DeadLetter, Waiting } from "#bin/convoke/queues";
import { NOT_READABLE, sentenceOf } from "#events/message";
import { consequenceOf, isSubscriber } from "#lib/dead-letters";

/** How many messages of one queue are told one by one; --json tells all that were looked at. */
const TOLD = 10;

/** Every queue in which something waits, oldest messages first. */
export function listing(all: readonly Waiting[]): string {
  const full = all.filter(({ count }) => count > 0);
  const empty = all.length - full.length;
  if (full.length === 0) return `Nothing was given up on: all ${all.length} dead-letter queues are empty.`;
  return [
    ...full.flatMap(section),
    `The other ${empty} dead-letter queues are empty. When the cause is mended: convoke dlq redrive <function>`,
  ].join("\n");
}

function section(waiting: Waiting): string[] {
  const { function: reader, count, since, messages: seen } = waiting;
  const oldest = since === undefined ? "" : `, the oldest sent ${minute(since)}`;
  return [
    `${reader} ${isSubscriber(reader) ? "did not take" : "gave up on"} ${messages(count)}${oldest}:`,
    ...seen.slice(0, TOLD).map((one) => `  ${sentenceOf(one)}`),
    ...more(waiting),
  ];
}

/** Each message of one function with all that may be told of it, and what moving it back would do. */
export function closely(reader: string, shown: readonly Waiting[]): string {
  const lines = shown.flatMap((waiting) => [
    ...waiting.messages.slice(0, TOLD).flatMap(entry),
    ...more(waiting),
    ...unreadable(waiting.messages),
  ]);
  return lines.length === 0
    ? `${reader} gave up on nothing that still waits.`
    : [...lines, ...(isSubscriber(reader) ? [] : [`Moved back: ${consequenceOf(reader)}`]), page(reader)].join("\n");
}

const page = (reader: string) => `What made it fail: RUNBOOK.md#${isSubscriber(reader) ? "subscribers" : reader}`;

function entry(one: DeadLetter): string[] {
  const place = one.from === undefined ? "put here by hand: it has no queue to go back to" : `from ${one.from}`;
  return [
    sentenceOf(one),
    `  message ${one.messageId}, sent ${minute(one.sent)}, received ${one.received} times with this look, ${place}`,
  ];
}

/** What `redrive` would do. */
export function wouldMove(all: readonly Waiting[]): string {
  const full = all.filter(({ count }) => count > 0);
  return [
    ...full.flatMap((waiting) => [
      `${messages(waiting.count)} would go back to ${waiting.function}${backTo(waiting.messages)}:`,
      ...waiting.messages.slice(0, TOLD).map((one) => `  ${sentenceOf(one)}`),
      ...more(waiting),
      ...unreadable(waiting.messages),
      `  ${consequenceOf(waiting.function)}`,
    ]),
    "This was a dry run: nothing was moved.",
  ].join("\n");
}

/** What `redrive` has set off. */
export function movedBack(all: readonly Waiting[]): string {
  return [
    ...all.flatMap((waiting) => [
      `${messages(waiting.count)} ${waiting.count === 1 ? "goes" : "go"} back to ${waiting.function}.`,
      ...unreadable(waiting.messages),
    ]),
    "What still fails is back after five tries, within half an hour: look again with convoke dlq.",
  ].join("\n");
}

const messages = (count: number) => (count === 1 ? "1 message" : `${count} messages`);
const minute = (instant: string) => `${instant.slice(0, 16).replace("T", " ")} UTC`;

function backTo(seen: readonly DeadLetter[]): string {
  const queues = [...new Set(seen.flatMap(({ from }) => from ?? []))];
  return queues.length === 0 ? "" : `, into ${queues.join(" and ")}`;
}

function more({ count, messages: seen }: Waiting): string[] {
  const left = count - Math.min(seen.length, TOLD);
  return left > 0 ? [`  … and ${left} more`] : [];
}

/** What no code will ever take, so that nobody moves it back for ever. */
function unreadable(seen: readonly DeadLetter[]): string[] {
  const count = seen.filter(({ kind }) => kind === NOT_READABLE).length;
  if (count === 0) return [];
  const [is, it] = count === 1 ? ["is", "it"] : ["are", "they"];
  return [
    `  ${count} of them ${is} no JSON object: no code reads that, and ${it} will come back. Delete what you cannot use in the SQS console.`,
  ];
}
