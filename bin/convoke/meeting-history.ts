import type { Command } from "commander";
import * as z from "zod/mini";
import { inUtc } from "#bin/convoke/instants";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";

const words = (what: string) => what.replace("-", " ");

const kept = z.looseObject({
  changes: z.array(
    z.looseObject({
      revision: z.number(),
      what: z.string(),
      parts: z.array(z.string()),
      at: z.string(),
      who: z.string(),
      reason: z.string(),
      consequences: z.string(),
    }),
  ),
});

export function historyCommand(program: Command): void {
  const meeting = program.commands.find((command) => command.name() === "meeting") ?? program.command("meeting");
  const history = meeting
    .command("history <meeting>")
    .description("every change of a meeting: which, when, by whom, why, and what came of it")
    .action(async (id: string, _options: object, command: Command) => {
      const { client, print: out } = desk(command);
      out.answer(await client.query({ query: "changes", convocationId: id }), (answer) => {
        const { changes } = kept.parse(answer);
        if (changes.length === 0) return `${id} stands as it was convened: nothing of it was changed.`;
        const rows = changes.map((one) => [
          one.revision,
          words(one.what),
          one.parts.join(", "),
          inUtc(one.at),
          one.who,
          one.reason,
          one.consequences,
        ]);
        return table(["revision", "what", "parts", "at", "by", "reason", "what came of it"], rows);
      });
    });
  examples(history, "meeting history som-8-cluster");
}
