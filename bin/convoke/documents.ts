import type { Command } from "commander";
import { desk, readFile } from "#bin/convoke/shared";

export function reportCommands(program: Command): void {
  const group = program
    .command("document")
    .description("documents of a meeting: draft, add a language, clear, publish");
  group
    .command("draft <document>")
    .description("begin a document")
    .requiredOption("--meeting <id>", "the meeting")
    .requiredOption("--part <id>", "the part of the meeting that it belongs to")
    .requiredOption("--title <text>", "its title in English")
    .option("--title-fr <text>", "its title in French")
    .option("--title-ar <text>", "its title in Arabic")
    .option(
      "--kind <kind>",
      "readout, action-points, recommendations, background-note, work-plan, reader, note",
      "readout",
    )
    .option("--audience <who>", "public, participants, members, steering-committee", "public")
    .addHelpText(
      "after",
      '\nExample:\n  convoke document draft som-8-readout --meeting som-8-cluster --part som-8 --title "Readout" --as amina',
    )
    .action(
      async (
        documentId: string,
        o: {
          meeting: string;
          part: string;
          title: string;
          titleFr?: string;
          titleAr?: string;
          kind: string;
          audience: string;
        },
        command: Command,
      ) => {
        const { client, print } = desk(command);
        const title = {
          en: o.title,
          ...(o.titleFr !== undefined && { fr: o.titleFr }),
          ...(o.titleAr !== undefined && { ar: o.titleAr }),
        };
        print.answer(
          await client.command("draft-document.v1", {
            documentId,
            convocationId: o.meeting,
            part: o.part,
            kind: o.kind,
            audience: o.audience,
            title,
          }),
          () => `Drafted: ${documentId}. Next: convoke document add ${documentId} --language en text.txt`,
        );
      },
    );
  group
    .command("add <document> <file>")
    .description("add its text in one language (plain text, paragraphs set apart by an empty line)")
    .requiredOption("--language <language>", "en, fr or ar")
    .action(async (documentId: string, file: string, options: { language: string }, command: Command) => {
      const { client, print } = desk(command);
      const fileId = await client.file(readFile(file));
      print.answer(
        await client.command("add-rendition.v1", { documentId, language: options.language, fileId }),
        (said) => `Added: ${documentId} exists in ${String(said["languages"])}.`,
      );
    });
  for (const act of ["clear", "publish"] as const) {
    group
      .command(`${act} <document>`)
      .description(`${act} a document; not its author`)
      .action(async (documentId: string, _options: object, command: Command) => {
        const { client, print } = desk(command);
        print.answer(
          await client.command(`${act}-document.v1`, { documentId }),
          () => `${act === "clear" ? "Cleared" : "Published"}: ${documentId}.`,
        );
      });
  }
}
