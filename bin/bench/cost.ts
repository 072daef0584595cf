import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { crowdContacts, importContacts, importParties, readyRound, secretariat } from "#bin/bench/crowd";
import { table } from "#bin/bench/table";
import { acts, type Units, unitNames } from "#bin/convoke/measured";
import { answer } from "#bin/demo/delegate";
import { type Letter, letters, linkIn } from "#bin/demo/mailbox";
import { visit } from "#bin/demo/visit";
import { MEMBERS_ROUND } from "#bin/demo/world";
import { type Stack, startStack } from "#lib/local/stack";

const INVITEES = 300;
const OF_ONE_PARTY = 3;
/** Six of ten delegations answer, each by one of its people. */
const ANSWERING = 0.6;
/** Lambda itself writes three lines about each invocation. */
const LINES_OF_LAMBDA = 350;
const BEFORE = "2022-02-18T07:30:00Z";
const REMINDED = "2022-02-18T08:10:00Z";
const FILE = join(import.meta.dirname, "../convoke/measured.json");

/**
 * What AWS would bill for a round, act by act: preparing, releasing and sending it, opening a link, answering, reminding. Writes the
 * file from which `convoke cost` reckons, and prints it.
 */
export async function cost(assembly: string): Promise<string> {
  const stack = await startStack({ assembly, now: "2022-01-31T08:00:00Z", quiet: true, tolerate: true, metered: true });
  try {
    const desks = secretariat(stack);
    await importParties(desks, INVITEES, OF_ONE_PARTY);
    await importContacts(desks, crowdContacts(INVITEES, OF_ONE_PARTY));
    await stack.settle();
    const invitation = await measured(stack, async () => {
      const { hash } = await readyRound(desks);
      const said = await desks.bilal.command("release-round.v1", { roundId: MEMBERS_ROUND, hash });
      if (!said.accepted) throw new Error(`The round was not released: ${said.sentence}`);
      await stack.advance({ minutes: 30 });
      return ofKind(await letters(stack), "invitation").length;
    });
    const mails = ofKind(await letters(stack), "invitation");
    if (mails.length !== INVITEES) throw new Error(`${mails.length} of ${INVITEES} were invited`);
    const links = mails.map((letter) => linkIn(letter, stack.siteUrl));
    const opening = await measured(stack, async () => {
      for (const link of links) for (const method of ["HEAD", "GET"]) await visit(link, { method });
      return 2 * links.length;
    });
    const answering = await measured(stack, async () => {
      const firsts = links.filter((_, place) => place % OF_ONE_PARTY === 0);
      const some = firsts.slice(0, Math.round(firsts.length * ANSWERING));
      for (const link of some) await answer(link, { answer: "come" });
      await stack.advance({ minutes: 5 });
      return some.length;
    });
    await stack.advance(BEFORE);
    const reminder = await measured(stack, async () => {
      await stack.advance(REMINDED);
      return ofKind(await letters(stack), "reminder").length;
    });
    const found = { invitation, opening, answer: answering, reminder };
    const kept = {
      measured: new Date().toISOString().slice(0, 10),
      command: "npm run bench cost",
      invitees: INVITEES,
      acts: found,
    };
    writeFileSync(FILE, `${JSON.stringify(kept, null, 2)}\n`);
    return table(
      ["of one", ...acts],
      unitNames.map((name) => [name, ...acts.map((act) => found[act][name])]),
    );
  } finally {
    await stack.stop();
  }
}

const ofKind = (all: readonly Letter[], kind: string) => all.filter((letter) => letter.kind === kind);

/** What was billed meanwhile, for each of what the act gives the number of. */
async function measured(stack: Stack, act: () => Promise<number>): Promise<Units> {
  const before = billed(stack);
  const number = await act();
  const after = billed(stack);
  const each = (name: (typeof unitNames)[number]) => Number(((after[name] - before[name]) / number).toPrecision(4));
  const units = Object.fromEntries(unitNames.map((name) => [name, each(name)]));
  return { ...before, ...units };
}

function billed({ tally, ses }: Stack): Units {
  const amount = (name: Parameters<typeof tally.add>[0]) => tally.amounts.get(name) ?? 0;
  const called = (pattern: RegExp) =>
    [...tally.calls].reduce((sum, [name, count]) => sum + (pattern.test(name) ? count : 0), 0);
  const invocations = [...tally.invocations.values()].reduce((sum, count) => sum + count, 0);
  return {
    mails: ses.list().length,
    writeUnits: amount("writeUnits"),
    readUnits: amount("readUnits"),
    invocations,
    gbSeconds: amount("mbMilliseconds") / 1000 / 1024,
    // What is sent by functions, by rules and by schedules; each batch is received and deleted.
    queueRequests: called(/^sqs:/) + amount("delivered") + 2 * amount("batches"),
    events: amount("events"),
    schedules: amount("fired"),
    httpRequests: amount("requests"),
    storageWrites: called(/^s3:(Put|List)/),
    storageReads: called(/^s3:Get/),
    logMegabytes: (amount("logBytes") + invocations * LINES_OF_LAMBDA) / 1e6,
  };
}
