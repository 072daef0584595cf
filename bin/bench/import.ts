import { crowdContacts, importContacts, importParties, secretariat } from "#bin/bench/crowd";
import { functionProcesses, highWater, memoryOf, worked } from "#bin/bench/processes";
import { seconds, table } from "#bin/bench/table";
import { startStack } from "#lib/local/stack";

const CONTACTS = 10_000;

/** A file of 10,000 contacts handed in and applied, then the same file again, and what the function's process needed for it. */
export async function imports(assembly: string): Promise<string> {
  const stack = await startStack({ assembly, now: "2022-01-31T08:00:00Z", quiet: true });
  try {
    const desks = secretariat(stack);
    await importParties(desks, CONTACTS);
    await stack.settle();
    const text = crowdContacts(CONTACTS);
    const rows: string[][] = [];
    for (const what of ["first import", "same file again"]) {
      let changed = 0;
      const before = worked();
      const answered = await seconds(async () => {
        changed = await importContacts(desks, text);
      });
      const rested = answered + (await seconds(() => stack.settle()));
      rows.push([
        what,
        String(changed),
        answered.toFixed(2),
        rested.toFixed(2),
        (worked() - before).toFixed(2),
        commandsHighWater().toFixed(0),
        highWater(process.pid).toFixed(0),
      ]);
    }
    const own = memoryOf(process.pid).rss.toFixed(0);
    return table(
      [
        `${CONTACTS} contacts, CSV of ${(text.length / 1000).toFixed(0)} KB`,
        "rows changed",
        "answered, s",
        "and at rest, s",
        "worked by all processes, s",
        "most RSS of `dialogue-commands`, MB",
        `most RSS of the stack itself, MB (${own} at the end)`,
      ],
      rows,
    );
  } finally {
    await stack.stop();
  }
}

function commandsHighWater(): number {
  const found = functionProcesses().find(({ name }) => name.endsWith("dialogue-commands"));
  if (found === undefined) throw new Error("dialogue-commands has no process");
  return highWater(found.pid);
}
