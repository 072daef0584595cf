import type { Command } from "commander";
import * as z from "zod/mini";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";

export const audiences = z.array(
  z.object({
    part: z.string(),
    asOf: z.string(),
    entries: z.array(z.object({ code: z.string(), name: z.string(), reason: z.string(), contacts: z.number() })),
  }),
);

/** Each part's parties with the reason for each, and how many people of it would be written to. */
export function audienceLines(all: z.infer<typeof audiences>): string[] {
  return all.flatMap(({ part, asOf, entries }) => [
    ...(entries.length === 0
      ? []
      : [
          table(
            ["party", "name", "why", "contacts"],
            entries.map(({ code, name, reason, contacts }) => [code, name, reason, contacts]),
          ),
        ]),
    `${part}: ${entries.length} parties as of ${asOf}.`,
  ]);
}

export function audienceCommand(group: Command): void {
  const audience = group
    .command("audience <meeting>")
    .description("whom the rules of a meeting's parts let in, with the reason for each, before any round is drafted")
    .option("--part <part>", "one part alone")
    .action(async (id: string, options: { part?: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "meeting-audience", convocationId: id, ...options }), (said) =>
        audienceLines(audiences.parse(said["audiences"])).join("\n"),
      );
    });
  examples(audience, "meeting audience som-8-cluster", "meeting audience som-8-cluster --part sc-2022-03");
}
