import { extname } from "node:path";
import { type Command, Option } from "commander";
import { jsonOf, settingsOf, type TableName, tableNames, tableOf, writeNew } from "#bin/convoke/registry-files";
import { day, desk, examples } from "#bin/convoke/shared";
import { WrongUsage } from "#bin/convoke/trouble";
import { csvOf, type Written, xlsxOf } from "#platform/write-tables";

interface Options {
  readonly dialogue: string;
  readonly what?: TableName;
  readonly asOf?: string;
}

export function registryCommands(program: Command): void {
  const save = program
    .command("registry")
    .description("parties, memberships, seats, chairs and contacts as files")
    .command("export <file>")
    .description("write them as an import takes them: .xlsx (a sheet for each), .json, or one of them as .csv")
    .addOption(new Option("--what <table>", "one of them alone; default: all").choices(tableNames))
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .option("--as-of <day>", "only the terms that hold on a day such as 2022-03-22; default: every term", day)
    .action(async (file: string, { what, dialogue, ...on }: Options, command: Command) => {
      const kind = extname(file).toLowerCase();
      if (kind !== ".csv" && kind !== ".xlsx" && kind !== ".json")
        throw new WrongUsage("Name a file that ends in .csv, .xlsx or .json.", "convoke registry export");
      if (kind === ".csv" && what === undefined)
        throw new WrongUsage(
          `A CSV file holds one table: say which with --what ${tableNames.join("|")}, or write .xlsx or .json.`,
          "convoke registry export",
        );
      const { client, print } = desk(command);
      const tables: Written[] = [];
      for (const name of what === undefined ? tableNames : [what])
        tables.push(await tableOf(client, { dialogueId: dialogue, ...on }, name));
      const [only] = tables;
      if (kind === ".xlsx") writeNew(file, await xlsxOf(tables));
      else if (kind === ".csv" && only) writeNew(file, csvOf(only));
      else writeNew(file, jsonOf(tables, what === undefined ? await settingsOf(client, dialogue) : undefined));
      const rows = Object.fromEntries(tables.map((table) => [table.name, table.rows.length]));
      print.answer({ accepted: true, file, ...on, rows }, () =>
        [
          `Written to ${file}: ${tables.map((table) => `${table.rows.length} ${table.name}`).join(", ")}.`,
          ...("contacts" in rows ? ["It holds names and addresses: readable by you alone."] : []),
        ].join("\n"),
      );
    });
  examples(
    save,
    "registry export khartoum.xlsx",
    "registry export seats.csv --what seats --as-of 2022-03-22",
    "registry export khartoum.json",
  );
}
