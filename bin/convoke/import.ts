import { type Command, Option } from "commander";
import * as z from "zod/mini";
import { importSource } from "#bin/convoke/import-source";
import { withProgress } from "#bin/convoke/progress";
import { type TableName, tableNames } from "#bin/convoke/registry-files";
import { desk } from "#bin/convoke/shared";

const counts = { added: z.number(), changed: z.number(), unchanged: z.number(), skipped: z.number() };
const imported = z.object({ ...counts, notes: z.array(z.string()) });
const planned = z.object({
  ...counts,
  notes: z.array(z.string()),
  changes: z.array(
    z.object({
      line: z.string(),
      what: z.string(),
      does: z.enum(["add", "change", "skip"]),
      fields: z.array(z.object({ field: z.string(), from: z.string(), to: z.string() })),
    }),
  ),
});
type Planned = z.infer<typeof planned>;
const MOST_PRINTED = 40;

interface Options {
  readonly dialogue: string;
  readonly format?: string;
  readonly sheet?: string;
  readonly existing: string;
  readonly dryRun?: boolean;
}

const TERMS = `Both days count. A day that no source gives is unknown, or "unknown, before 2021".
An empty until is open; never takes a term back that was a mistake.`;
const samples = {
  parties: `A file of one's own, as CSV or with the same columns in Excel (member_from and member_until may be missing):
  code,kind,region,name_en,name_fr,name_ar,language,time_zone,member_from
  EG,partner-state,africa,Egypt,Égypte,مصر,ar,Africa/Cairo,2014-11-28
  ICMPD,secretariat,europe,Secretariat,Secrétariat,الأمانة,en,Europe/Vienna,
Save it as UTF-8: other encodings hold no Arabic beside French. Dates as 2022-01-31. name_fr and name_ar may be
missing where the stage does not offer that language. A column protocol, where there is one, is the place in that order.
Kinds: partner-state, governing-organisation, partner-organisation, invited-organisation, secretariat, guest.`,
  memberships: `A file of one's own, as CSV or with the same columns in Excel (until may be missing):
  party,kind,from,until
  EG,member,2014-11-28,
  ZA,observer,2019-01-01,2021-12-31
Kinds: member, observer, suspended. ${TERMS}`,
  seats: `A file of one's own, as CSV or with the same columns in Excel (until and held_for may be missing):
  party,from,until,held_for
  SD,2019-03-06,,
  SO,2022-10-11,,SD
held_for is the party whose seat it is, where another one holds it. ${TERMS}`,
  chairs: `A file of one's own, as CSV or with the same columns in Excel (until may be missing):
  party,from,until
  ER,2019-03-07,2020-03-05
  NL,2020-03-05,
The day of a hand-over belongs to both. ${TERMS}`,
  contacts: `A file of one's own, as CSV or with the same columns in Excel (rank may be missing):
  party,role,rank,name,email,language,since
  EG,focal-point,primary,"Salem, Nadia",nadia.salem@example.org,ar,2022-01-01
  EG,mission,,Embassy in Brussels,mission.eg@example.org,en,2022-01-01
Dates as 2022-01-31; languages en, fr, ar. Columns until (the last day) and evidence (the note that named the person)
may be added.
Roles: focal-point (a person; rank primary or deputy), mission (a functional mailbox).`,
} as const;

export function importCommands(program: Command): void {
  const group = program
    .command("import")
    .description("apply a file of parties, memberships, seats, chairs or contacts, whole or not at all");
  for (const what of tableNames)
    group
      .command(`${what} <file>`)
      .description(`import ${what} from Excel (.xlsx), CSV or JSON; columns by name in en, fr or ar, in any order`)
      .option("--dialogue <id>", "the dialogue", "khartoum")
      .addOption(new Option("--format <format>", "default: by the file itself").choices(["csv", "json"]))
      .option("--sheet <name>", "the sheet of a workbook; default: the first one")
      .addOption(
        new Option("--existing <how>", "what becomes of those who are known with other content")
          .choices(["update", "skip", "refuse"])
          .default("update"),
      )
      .option("--dry-run", "show what would change, and write nothing")
      .addHelpText(
        "after",
        `\n${samples[what]}\n\nExample:\n  convoke import ${what} ${what}.xlsx --dry-run --as amina`,
      )
      .action(async (file: string, options: Options, command: Command) => run(what, file, options, command));
}

async function run(what: TableName, file: string, options: Options, command: Command): Promise<void> {
  const { client, print, json } = desk(command);
  const source = importSource(file, { ...options, preferred: what });
  if ("sentence" in source) return print.answer({ accepted: false, ...source }, () => "");
  print.note(`Read ${file}: ${source.said}.`);
  const answer = await withProgress(`Importing ${what}`, json, async () =>
    client.command(what === "contacts" ? "import-contacts.v1" : "import-parties.v1", {
      dialogueId: options.dialogue,
      fileId: await client.file(source.text),
      format: source.format,
      existing: options.existing,
      // A JSON file of parties may hold everything else beside them.
      ...(what !== "contacts" && !(what === "parties" && source.format === "json") && { what }),
      ...(options.dryRun === true && { dryRun: true }),
    }),
  );
  print.answer({ ...answer, source: source.said, sourceNotes: source.notes }, (said) =>
    [
      ...(options.dryRun === true ? wouldBe(planned.parse(said)) : [done(imported.parse(said))]),
      ...[...source.notes, ...imported.parse(said).notes].slice(0, MOST_PRINTED).map((note) => `Note: ${note}`),
    ].join("\n"),
  );
}

function done({ added, changed, unchanged, skipped }: z.infer<typeof imported>): string {
  if (added + changed + skipped === 0) return `Nothing to do: all ${unchanged} are there already.`;
  return `Imported: ${sums({ added, changed, unchanged, skipped })}.`;
}

function sums({ added, changed, unchanged, skipped }: { [name in keyof typeof counts]: number }): string {
  return `${added} added, ${changed} changed, ${unchanged} unchanged${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

const signs = { add: "+", change: "~", skip: "-" } as const;
function wouldBe(plan: Planned): string[] {
  const lines = plan.changes.slice(0, MOST_PRINTED).map(({ line, what, does, fields }) => {
    const differ = fields.map(({ field, from, to }) => `${field} ${from || "(empty)"} → ${to || "(empty)"}`).join("; ");
    return `${signs[does]} ${line}: ${what}${differ === "" ? "" : `: ${differ}`}${does === "skip" ? " (skipped)" : ""}`;
  });
  const more = plan.added + plan.changed + plan.skipped - lines.length;
  return [
    ...lines,
    ...(more > 0 ? [`… and ${more} more; --json lists them all.`] : []),
    `A dry run; nothing was written. It would be: ${sums(plan)}.`,
  ];
}
