import type { Command } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { desk } from "#bin/convoke/shared";

const listed = z.object({
  asOf: z.string(),
  chair: z.nullable(z.string()),
  parties: z.array(
    z.object({ code: z.string(), name: z.string(), kind: z.string(), member: z.boolean(), committee: z.boolean() }),
  ),
});

export function dialogueCommands(program: Command): void {
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
