import { crowdContacts, importContacts, importParties, readyRound, secretariat } from "#bin/bench/crowd";
import { highest, type Memory, worked } from "#bin/bench/processes";
import { seconds, table } from "#bin/bench/table";
import { boardAnswer } from "#bin/convoke/board";
import { MEETING, MEMBERS_ROUND } from "#bin/demo/world";
import { type Stack, startStack } from "#lib/local/stack";

const SMALL = 1_000;
const LARGE = 10_000;
/** A second's mails of the account, without a limit for the day: not what holds a round up. */
const RATE = 1_000;
/** The pump hands out at most 2,000 a minute. */
const MOST_MINUTES = 30;

interface Measured {
  readonly invitees: number;
  readonly seconds: number;
  readonly worked: number;
  readonly moved: number;
  readonly memory: Memory;
  readonly problems: readonly string[];
  readonly calls: ReadonlyMap<string, number>;
}

/**
 * A round from its release to its last mail delivered, small and ten times as large, each on a fresh stack. What a machine that
 * others use lets time out is taken up again, and named.
 */
export async function round(assembly: string): Promise<string> {
  const small = await measure(assembly, SMALL);
  const large = await measure(assembly, LARGE);
  const growth = (of: (one: Measured) => number) =>
    (of(large) / large.invitees / (of(small) / small.invitees)).toFixed(2);
  const line = (name: string, value: (of: Measured) => string) => [name, value(small), value(large)];
  const each = (name: string) => (of: Measured) => ((of.calls.get(name) ?? 0) / of.invitees).toFixed(2);
  const actions = [...new Set([...small.calls.keys(), ...large.calls.keys()])].sort();
  return [
    table(
      [`release to the last delivery, SES at ${RATE} a second`, String(small.invitees), String(large.invitees)],
      [
        line("real seconds", (of) => of.seconds.toFixed(1)),
        line("mails a real second", (of) => (of.invitees / of.seconds).toFixed(0)),
        line("seconds that all processes worked, on any core", (of) => of.worked.toFixed(1)),
        line("minutes of the moved clock", (of) => (of.moved / 60_000).toFixed(1)),
        line("most PSS of all processes, MB", (of) => of.memory.pss.toFixed(0)),
        line("most RSS of all processes, MB", (of) => of.memory.rss.toFixed(0)),
        line("problems", ({ problems }) => (problems.length === 0 ? "none" : [...new Set(problems)].join("; "))),
        ["growth: real seconds an invitee, against the small round", "1.00", growth((of) => of.seconds)],
        ["growth: worked seconds an invitee, against the small round", "1.00", growth((of) => of.worked)],
      ],
    ),
    table(
      ["calls of functions, an invitee", String(small.invitees), String(large.invitees)],
      actions.map((name) => line(name, each(name))),
    ),
  ].join("\n\n");
}

async function measure(assembly: string, contacts: number): Promise<Measured> {
  const stack = await startStack({ assembly, now: "2022-01-31T08:00:00Z", quiet: true, tolerate: true });
  try {
    stack.ses.change({ maxSendRate: RATE, max24HourSend: -1 });
    const desks = secretariat(stack);
    await importParties(desks, contacts);
    await importContacts(desks, crowdContacts(contacts));
    const { invitees, hash } = await readyRound(desks);
    await stack.settle();
    const before = new Map(stack.tally.calls);
    const from = stack.clock.now();
    const workedBefore = worked();
    let took = 0;
    const memory = await highest(async () => {
      took = await seconds(async () => {
        const answer = await desks.bilal.command("release-round.v1", { roundId: MEMBERS_ROUND, hash });
        if (!answer.accepted) throw new Error(`The round was not released: ${answer.sentence}`);
        await untilAllLeft(stack, invitees);
      });
    });
    const workedFor = worked() - workedBefore;
    const moved = stack.clock.now() - from;
    const calls = new Map([...stack.tally.calls].map(([name, count]) => [name, count - (before.get(name) ?? 0)]));
    const { mails } = boardAnswer.parse(await desks.amina.query({ query: "board", convocationId: MEETING }));
    if (mails.delivered !== invitees) throw new Error(`${mails.delivered} of ${invitees} mails were delivered`);
    return { invitees, seconds: took, worked: workedFor, moved, memory, problems: stack.problems, calls };
  } finally {
    await stack.stop();
  }
}

/** Moves the clock a minute at a time until every mail has left and the stack is at rest. */
async function untilAllLeft(stack: Stack, invitees: number): Promise<void> {
  await stack.settle();
  for (let minute = 0; minute < MOST_MINUTES; minute++) {
    if (stack.ses.list().length >= invitees) return;
    await stack.advance({ minutes: 1 });
  }
  throw new Error(`${stack.ses.list().length} of ${invitees} mails had left after ${MOST_MINUTES} minutes`);
}
