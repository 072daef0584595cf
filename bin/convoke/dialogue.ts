import type { Command } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { desk, formatOf, readFile } from "#bin/convoke/shared";

const imported = z.object({ rows: z.number(), unchanged: z.number() });
const listed = z.object({
  asOf: z.string(),
  chair: z.nullable(z.string()),
  parties: z.array(
    z.object({ code: z.string(), name: z.string(), kind: z.string(), member: z.boolean(), committee: z.boolean() }),
  ),
});

export function dialogueCommands(program: Command): void {
  const group = program.command("import").description("apply a file of parties or contacts, whole or not at all");
  for (const what of ["parties", "contacts"] as const) {
    group
      .command(`${what} <file>`)
      .description(`import ${what} from CSV or JSON`)
      .option("--dialogue <id>", "the dialogue", "khartoum")
      .option("--format <format>", "csv or json; default: by the file's name")
      .addHelpText("after", `\nExample:\n  convoke import ${what} ${what}.csv --as amina`)
      .action(async (file: string, options: { dialogue: string; format?: string }, command: Command) => {
        const { client, print } = desk(command);
        const fileId = await client.file(readFile(file));
        const answer = await client.command(`import-${what}.v1`, {
          dialogueId: options.dialogue,
          fileId,
          format: formatOf(file, options.format),
        });
        print.answer(answer, (said) => {
          const { rows, unchanged } = imported.parse(said);
          return rows === 0
            ? `Nothing to do: all ${unchanged} rows are there already.`
            : `Imported: ${rows} rows${unchanged > 0 ? `; ${unchanged} were there already` : ""}.`;
        });
      });
  }
  program
    .command("party")
    .description("the parties of a dialogue")
    .command("list")
    .description("the parties as of a day: kind, membership, committee, chair")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .option("--as-of <day>", "a day such as 2022-03-22; default: today")
    .addHelpText("after", "\nExample:\n  convoke party list --as-of 2022-03-22")
    .action(async ({ dialogue, ...day }: { dialogue: string; asOf?: string }, command: Command) => {
      const { client, print } = desk(command);
      const answer = await client.query({ query: "parties", dialogueId: dialogue, ...day });
      print.answer(answer, (said) => {
        const { chair, parties } = listed.parse(said);
        const rows = parties.map((party) => [
          party.code,
          party.name,
          party.kind,
          party.member ? "member" : "",
          party.committee ? "committee" : "",
          party.code === chair ? "chair" : "",
        ]);
        return table(["code", "name", "kind", "membership", "body", "chair"], rows);
      });
    });
}
