import { type Command, Option } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";
import { capacity } from "#events/capacity";

const counts = z.object({
  participants: z.number(),
  serving: z.number(),
  countries: z.number(),
  organisations: z.number(),
  inPerson: z.number(),
  online: z.number(),
  notSaid: z.number(),
  byCapacity: z.record(z.string(), z.number()),
});
const shown = z.looseObject({
  parts: z.array(
    z.object({
      id: z.string(),
      title: z.looseObject({ en: z.string() }),
      modality: z.string(),
      registered: counts,
      present: counts,
      walkIns: z.number(),
      unmarked: z.number(),
    }),
  ),
});

interface Marking {
  party: string;
  persons?: string;
  all?: boolean;
  walkIns?: string;
  capacity?: string;
  absent?: boolean;
  online?: boolean;
  inPerson?: boolean;
}

export function attendanceCommands(program: Command): void {
  const group = program.command("attendance").description("who was at a meeting: mark them, and count by category");
  const mark = group
    .command("mark <meeting> <part>")
    .description(
      "mark registered people of a party as present, from the part's first session on; mark again to correct",
    )
    .requiredOption("--party <code>", "the party")
    .option("--persons <numbers>", "by their numbers in `convoke answer show`, such as ab,ac")
    .option("--all", "everybody of the party who is registered for the part")
    .option("--walk-ins <count>", "how many of the party came without being registered; 0 takes them off")
    .addOption(new Option("--capacity <capacity>", "of those who walked in").choices(capacity.options))
    .option("--absent", "they were not there")
    .option("--online", "they joined online, other than they had said")
    .option("--in-person", "they were in the room, other than they had said")
    .action(async (meeting: string, part: string, options: Marking, command: Command) => {
      const { client, print } = desk(command);
      const answer = await client.command("mark-attendance.v1", {
        convocationId: meeting,
        part,
        party: options.party,
        ...whom(options),
        ...(options.absent && { absent: true }),
        ...(options.online && { attends: "online" }),
        ...(options.inPerson && { attends: "in-person" }),
      });
      print.answer(answer, ({ present, walkIns, unchanged }) => {
        const now = `${options.party} at ${part}: ${present} of its registered people present, ${walkIns} more walked in.`;
        return unchanged === true
          ? `Nothing to record. ${now}`
          : `Recorded. ${now} Counts: convoke attendance show ${meeting}`;
      });
    });
  examples(
    mark,
    "attendance mark training-2022 training-2022 --party KE --persons ab,ac --as amina",
    "attendance mark training-2022 training-2022 --party CF --all --as amina",
    "attendance mark training-2022 training-2022 --party SS --walk-ins 2 --capacity Expert --as amina",
  );
  const show = group
    .command("show <meeting>")
    .description("how many are registered for each part and were there, by category; no names")
    .option("--part <id>", "one part alone")
    .action(async (meeting: string, { part }: { part?: string }, command: Command) => {
      const { client, print } = desk(command);
      const question = { query: "attendance", convocationId: meeting, ...(part !== undefined && { part }) };
      print.answer(await client.query(question), (said) => {
        const parts = shown.parse(said).parts.map(
          ({ id, title, modality, registered, present, walkIns, unmarked }) => `${id}  ${title.en}: ${modality}
${table(["", "participants", "countries", "organisations", "who serve it", "in person", "online", "not said"], [line("registered", registered), line("present", present)])}
By Capacity: ${byCapacity(present.byCapacity)}
${unmarked === 0 ? "Everybody registered was marked" : `Not marked yet: ${unmarked} registered`}; walked in: ${walkIns}.`,
        );
        return [...parts, "Counts are published, names are not."].join("\n\n");
      });
    });
  examples(show, "attendance show training-2022", "attendance show som-8-cluster --part som-8");
}

function whom({ persons, all, walkIns, capacity: own }: Marking): object {
  if (walkIns !== undefined && !/^\d{1,4}$/.test(walkIns))
    throw new WrongUsage("--walk-ins is a number, such as 3; 0 takes them off.");
  if (own !== undefined && walkIns === undefined)
    throw new WrongUsage(
      "--capacity is of people who walked in. That of registered ones is recorded with their answer.",
    );
  return {
    ...(persons !== undefined && { persons: persons.split(",").map((number) => number.trim()) }),
    ...(all && { all: true }),
    ...(walkIns !== undefined && { walkIns: { count: Number(walkIns), ...(own !== undefined && { capacity: own }) } }),
  };
}

const line = (label: string, of: z.infer<typeof counts>) => [
  label,
  of.participants,
  of.countries,
  of.organisations,
  of.serving,
  of.inPerson,
  of.online,
  of.notSaid,
];

function byCapacity(all: Readonly<Record<string, number>>): string {
  const words = Object.entries(all).map(([name, count]) => `${count} ${name === "NotStated" ? "not stated" : name}`);
  return words.length === 0 ? "nobody yet" : words.join(", ");
}
