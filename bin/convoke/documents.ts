import type { Command } from "commander";
import * as z from "zod/mini";
import { inUtc } from "#bin/convoke/instants";
import { table } from "#bin/convoke/print";
import { desk, examples, readFile } from "#bin/convoke/shared";

const listed = z.looseObject({
  documents: z.array(
    z.looseObject({
      id: z.string(),
      title: z.looseObject({ en: z.string() }),
      kind: z.string(),
      part: z.string(),
      state: z.string(),
      languages: z.array(z.string()),
      publishedAt: z.nullable(z.string()),
    }),
  ),
});
const shown = z.looseObject({
  document: z.looseObject({
    id: z.string(),
    title: z.looseObject({ en: z.string() }),
    convocationId: z.string(),
    part: z.string(),
    kind: z.string(),
    audience: z.string(),
    state: z.string(),
    author: z.nullable(z.string()),
    clearedBy: z.nullable(z.string()),
    publishedAt: z.nullable(z.string()),
    renditions: z.array(z.looseObject({ language: z.string(), revision: z.number() })),
  }),
});

function lookCommands(group: Command): void {
  const list = group
    .command("list")
    .description("the documents of a meeting, or of all: expected, in work, cleared, published")
    .option("--meeting <id>", "this meeting's only")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(async (options: { meeting?: string; dialogue: string }, command: Command) => {
      const { client, print } = desk(command);
      const which = options.meeting === undefined ? {} : { convocationId: options.meeting };
      print.answer(await client.query({ query: "documents", dialogueId: options.dialogue, ...which }), (said) => {
        const rows = listed
          .parse(said)
          .documents.map(({ id, state, kind, part, languages, publishedAt, title }) => [
            id,
            state,
            kind,
            part,
            languages.join(" "),
            publishedAt ?? "",
            title.en,
          ]);
        return rows.length === 0
          ? `There is no document of the dialogue ${options.dialogue} (--dialogue names another).`
          : table(["document", "state", "kind", "part", "languages", "published (UTC)", "title"], rows);
      });
    });
  examples(list, "document list --meeting som-8-cluster");
  const show = group
    .command("show <document>")
    .description("a document: its state, whom it is for, its languages, who wrote and who cleared it")
    .action(async (documentId: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "document", documentId }), (said) => {
        const { document: held } = shown.parse(said);
        const languages = held.renditions.map(({ language, revision }) => `${language} (revision ${revision})`);
        return [
          `${held.title.en}: ${held.state}`,
          `${held.kind} of ${held.part}, ${held.convocationId}; for: ${held.audience}`,
          `Languages: ${languages.join(", ") || "none yet"}`,
          `Written by ${held.author ?? "nobody yet"}; cleared by ${held.clearedBy ?? "nobody yet"}; published: ${held.publishedAt === null ? "not yet" : inUtc(held.publishedAt)}`,
        ].join("\n");
      });
    });
  examples(show, "document show som-8-readout");
  const text = group
    .command("text <document>")
    .description("a document's text in one language, as it would be published: read it before you clear it")
    .option("--language <language>", "en, fr or ar", "en")
    .action(async (documentId: string, options: { language: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "text", documentId, language: options.language }), (said) =>
        String(said["text"]),
      );
    });
  examples(text, "document text som-8-readout --language fr");
}

export function reportCommands(program: Command): void {
  const group = program
    .command("document")
    .description("documents of a meeting: list, show, draft, add a language, clear, publish");
  lookCommands(group);
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
    .addHelpText("after", "\nExample:\n  convoke document add som-8-readout readout.en.txt --language en --as amina")
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
      .addHelpText("after", `\nExample:\n  convoke document ${act} som-8-readout --as bilal`)
      .action(async (documentId: string, _options: object, command: Command) => {
        const { client, print } = desk(command);
        print.answer(
          await client.command(`${act}-document.v1`, { documentId }),
          () => `${act === "clear" ? "Cleared" : "Published"}: ${documentId}.`,
        );
      });
  }
}
