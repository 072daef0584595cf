import type { Command } from "commander";
import { correctionCommands } from "#bin/convoke/document-corrections";
import { lookCommands } from "#bin/convoke/document-looks";
import { desk, examples, readFile } from "#bin/convoke/shared";

export function reportCommands(program: Command): void {
  const group = program
    .command("document")
    .description("documents of a meeting: list, show, expect, draft, add a language, clear, publish, correct");
  lookCommands(group);
  beginCommands(group);
  addCommand(group);
  clearAndPublish(group);
  correctionCommands(group);
}

interface Said {
  meeting: string;
  part?: string;
  title: string;
  titleFr?: string;
  titleAr?: string;
  kind: string;
  audience: string;
  adoption?: string;
}
/** What is said of a document, whether it is expected or begun. */
function described(command: Command): Command {
  return command
    .requiredOption("--meeting <id>", "the meeting")
    .option("--part <id>", "the part of the meeting that it belongs to; without one it is the whole meeting's")
    .requiredOption("--title <text>", "its title in English")
    .option("--title-fr <text>", "its title in French")
    .option("--title-ar <text>", "its title in Arabic")
    .option(
      "--kind <kind>",
      "readout, action-points, recommendations, background-note, work-plan, declaration, reader, note",
      "readout",
    )
    .option("--audience <who>", "public, participants, members, steering-committee", "public")
    .option("--adoption <how>", "of a work plan or a declaration: discussed or adopted");
}
function detailOf(documentId: string, o: Said) {
  const title = {
    en: o.title,
    ...(o.titleFr !== undefined && { fr: o.titleFr }),
    ...(o.titleAr !== undefined && { ar: o.titleAr }),
  };
  return {
    documentId,
    convocationId: o.meeting,
    ...(o.part !== undefined && { part: o.part }),
    kind: o.kind,
    audience: o.audience,
    title,
    ...(o.adoption !== undefined && { adoption: o.adoption }),
  };
}

function beginCommands(group: Command): void {
  const draft = described(group.command("draft <document>").description("begin a document")).action(
    async (documentId: string, o: Said, command: Command) => {
      const { client, print } = desk(command);
      print.answer(
        await client.command("draft-document.v1", detailOf(documentId, o)),
        () => `Drafted: ${documentId}. Next: convoke document add ${documentId} --language en text.txt`,
      );
    },
  );
  examples(draft, 'document draft som-8-readout --meeting som-8-cluster --part som-8 --title "Readout" --as amina');
  const expect = described(group.command("expect <document>").description("say beforehand that a document is expected"))
    .option(
      "--assembles <what...>",
      "what it is put together from: ids of documents, and in quotes with a space in them words for what is in none",
    )
    .option("--file-name <name>", "the name of its file")
    .option("--cleared-by-chair", "the chair clears it")
    .action(
      async (
        documentId: string,
        o: Said & { assembles?: string[]; fileName?: string; clearedByChair?: true },
        command: Command,
      ) => {
        const { client, print } = desk(command);
        const detail = {
          ...detailOf(documentId, o),
          ...(o.assembles && {
            assembles: o.assembles.map((what) => (what.includes(" ") ? { words: what } : { document: what })),
          }),
          ...(o.fileName !== undefined && { fileName: o.fileName }),
          ...(o.clearedByChair && { toBeClearedBy: "chair" }),
        };
        print.answer(
          await client.command("expect-document.v1", detail),
          () => `Expected: ${documentId}. Whoever writes it begins with convoke document draft ${documentId}.`,
        );
      },
    );
  examples(
    expect,
    'document expect thb-reader --meeting thb-4ps --kind reader --title "Reader" --assembles "an overview" thb-note-1 thb-note-2 --cleared-by-chair',
  );
}

function addCommand(group: Command): void {
  const add = group
    .command("add <document> <file>")
    .description(
      "add its text in one language (plain text, paragraphs set apart by an empty line), or that of its correction",
    )
    .requiredOption("--language <language>", "en, fr or ar")
    .option("--title <text>", "its title in this language, where that changes")
    .action(
      async (documentId: string, file: string, options: { language: string; title?: string }, command: Command) => {
        const { client, print } = desk(command);
        const fileId = await client.file(readFile(file));
        print.answer(
          await client.command("add-rendition.v1", { documentId, ...options, fileId }),
          (said) => `Added: ${documentId} exists in ${String(said["languages"])}.`,
        );
      },
    );
  examples(add, "document add som-8-readout readout.en.txt --language en --as amina");
}

function clearAndPublish(group: Command): void {
  const clear = group
    .command("clear <document>")
    .description("clear a document, or its correction; not its author")
    .option("--adoption <how>", "of a work plan or a declaration: discussed or adopted, as the meeting left it")
    .action(async (documentId: string, options: { adoption?: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(
        await client.command("clear-document.v1", { documentId, ...options }),
        () => `Cleared: ${documentId}.`,
      );
    });
  examples(clear, "document clear som-8-readout --as bilal");
  const publish = group
    .command("publish <document>")
    .description("publish a document, or its correction; not its author")
    .option("--date-is-right", "a date that is the meeting's no more, and that it names, is meant")
    .action(async (documentId: string, options: { dateIsRight?: true }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.command("publish-document.v1", { documentId, ...options }), (said) =>
        said["revision"] === 1
          ? `Published: ${documentId}.`
          : `Published: ${documentId}, revision ${String(said["revision"])}.`,
      );
    });
  examples(publish, "document publish som-8-readout --as bilal");
}
