import type { Command } from "commander";
import * as z from "zod/mini";
import { words } from "#bin/convoke/meeting-words";
import { table } from "#bin/convoke/print";
import { desk, examples, readDetail } from "#bin/convoke/shared";

const listed = z.looseObject({
  schemes: z.array(
    z.object({
      scheme: z.string(),
      name: words,
      version: z.string(),
      tags: z.array(z.object({ code: z.string(), words })),
    }),
  ),
});

export function tagCommands(program: Command): void {
  const tags = program
    .command("tags")
    .description("the schemes of tags that meetings may name, such as the JVAP's domains");
  const define = tags
    .command("define <file>")
    .description("define a scheme of tags from a JSON file; a new version is a new scheme beside the old one")
    .action(async (file: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      const { commandId, ...scheme } = readDetail(file);
      const id = typeof commandId === "string" ? commandId : undefined;
      print.answer(await client.command("define-tags.v1", scheme, id), (said) =>
        said["unchanged"] === true
          ? `${String(said["scheme"])} is defined so already. Nothing was changed.`
          : `Defined: ${String(said["scheme"])} with ${String(said["tags"])} tags.`,
      );
    });
  examples(define, "tags define events/commands/define-tags.v1.sample.json --as amina");
  const list = tags
    .command("list")
    .description("every scheme with its version and its tags")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(async ({ dialogue }: { dialogue: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "schemes", dialogueId: dialogue }), (said) => {
        const { schemes } = listed.parse(said);
        const rows = schemes.flatMap(({ scheme, version, tags: all }) =>
          all.map(({ code, words: text }) => [scheme, version, code, text.en]),
        );
        return rows.length === 0
          ? `The dialogue ${dialogue} has no scheme of tags yet: convoke tags define <file>`
          : table(["scheme", "version", "code", "words"], rows);
      });
    });
  examples(list, "tags list");
}
