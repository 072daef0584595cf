import type { Command } from "commander";
import * as z from "zod/mini";
import { inUtc } from "#bin/convoke/instants";
import { table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";

const english = z.looseObject({ en: z.string() });
const marks = z.array(
  z.looseObject({
    revision: z.number(),
    found: z.array(z.looseObject({ where: z.string(), dates: z.array(z.string()) })),
  }),
);
const listed = z.looseObject({
  documents: z.array(
    z.looseObject({
      id: z.string(),
      title: english,
      kind: z.string(),
      part: z.nullable(z.string()),
      state: z.string(),
      revision: z.number(),
      correction: z.optional(z.nullable(z.string())),
      adoption: z.nullable(z.string()),
      languages: z.array(z.string()),
      publishedAt: z.nullable(z.string()),
      marks,
    }),
  ),
});
const texts = z.array(z.looseObject({ language: z.string(), revision: z.number() }));
const corrigendum = z.looseObject({ text: english, reason: z.string(), authors: z.array(z.string()) });
const document = z.looseObject({
  id: z.string(),
  title: english,
  convocationId: z.string(),
  part: z.nullable(z.string()),
  kind: z.string(),
  audience: z.string(),
  adoption: z.nullable(z.string()),
  state: z.string(),
  author: z.nullable(z.string()),
  writers: z.array(z.string()),
  clearedBy: z.nullable(z.string()),
  publishedAt: z.nullable(z.string()),
  revision: z.number(),
  renditions: texts,
  corrigendum: z.nullable(corrigendum),
  superseded: z.array(
    z.looseObject({ revision: z.number(), publishedAt: z.string(), supersededAt: z.string(), renditions: texts }),
  ),
  correction: z.nullable(
    z.looseObject({
      ...corrigendum.shape,
      state: z.string(),
      clearedBy: z.nullable(z.string()),
      renditions: texts,
      marks,
    }),
  ),
  assembles: z.array(
    z.looseObject({ document: z.optional(z.string()), words: z.optional(z.string()), state: z.optional(z.string()) }),
  ),
  fileName: z.nullable(z.string()),
  toBeClearedBy: z.nullable(z.string()),
  marks,
});
type Shown = z.infer<typeof document>;
const shown = z.looseObject({ document });

const datesOf = (all: z.infer<typeof marks>) =>
  [...new Set(all.flatMap(({ found }) => found.flatMap(({ dates }) => dates)))].sort();
const languagesOf = (renditions: z.infer<typeof texts>) =>
  renditions.map(({ language, revision }) => `${language} (revision ${revision})`).join(", ") || "none yet";

const writersOf = ({ author, writers }: Shown) =>
  [...new Set([...(author === null ? [] : [author]), ...writers])].join(", ") || "nobody yet";

/** What a person reads of a document, a line for each thing that there is to say. */
function lines(held: Shown): string[] {
  const { corrigendum: said, correction } = held;
  return [
    `${held.title.en}: ${held.state}`,
    `${held.kind} of ${held.part ?? "the whole"}, ${held.convocationId}; for: ${held.audience}${held.adoption === null ? "" : `; the meeting has ${held.adoption} it`}`,
    `Languages: ${languagesOf(held.renditions)}`,
    `Written by ${writersOf(held)}; cleared by ${held.clearedBy ?? "nobody yet"}; published: ${held.publishedAt === null ? "not yet" : inUtc(held.publishedAt)}`,
    ...(held.toBeClearedBy === null ? [] : [`To be cleared by the ${held.toBeClearedBy}.`]),
    ...(held.fileName === null ? [] : [`File: ${held.fileName}`]),
    ...held.assembles.map(
      ({ document: id, words, state }) =>
        `Assembles: ${id === undefined ? words : `${id} (${state === "missing" ? "not there yet" : state})`}`,
    ),
    ...(said === null
      ? []
      : [
          `Revision ${held.revision}, a corrigendum by ${said.authors.join(", ")}: ${said.text.en} Reason: ${said.reason}`,
        ]),
    ...held.superseded.map(
      (old) =>
        `Revision ${old.revision}, published ${inUtc(old.publishedAt)}, superseded by revision ${old.revision + 1} on ${inUtc(old.supersededAt)}; languages: ${languagesOf(old.renditions)}`,
    ),
    ...(correction === null ? [] : correctionLines(held.revision + 1, correction)),
    ...markLines(held.marks),
  ];
}
function correctionLines(revision: number, correction: NonNullable<Shown["correction"]>): string[] {
  const { state, authors, clearedBy, text, reason, renditions } = correction;
  return [
    `Revision ${revision} in work: ${state}; written by ${authors.join(", ")}; cleared by ${clearedBy ?? "nobody yet"}. Corrigendum: ${text.en} Reason: ${reason}`,
    `Its languages: ${languagesOf(renditions)}`,
    ...markLines(correction.marks),
  ];
}
function markLines(all: z.infer<typeof marks>): string[] {
  return all.flatMap(({ revision, found }) =>
    found.map(
      ({ where, dates }) =>
        `Names an old date: ${dates.join(", ")} in ${where}, since revision ${revision} of the meeting.`,
    ),
  );
}

export function lookCommands(group: Command): void {
  const list = group
    .command("list")
    .description(
      "the documents of a meeting, or of all: expected, in work, cleared, published, and which name an old date",
    )
    .option("--meeting <id>", "this meeting's only")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(async (options: { meeting?: string; dialogue: string }, command: Command) => {
      const { client, print } = desk(command);
      const which = options.meeting === undefined ? {} : { convocationId: options.meeting };
      print.answer(await client.query({ query: "documents", dialogueId: options.dialogue, ...which }), (said) => {
        const rows = listed
          .parse(said)
          .documents.map((held) => [
            held.id,
            stateOf(held),
            held.kind,
            held.part ?? "(whole)",
            held.languages.join(" "),
            held.publishedAt ?? "",
            datesOf(held.marks).join(" "),
            held.title.en,
          ]);
        return rows.length === 0
          ? `There is no document of the dialogue ${options.dialogue} (--dialogue names another).`
          : table(["document", "state", "kind", "part", "languages", "published (UTC)", "old dates", "title"], rows);
      });
    });
  examples(list, "document list --meeting som-8-cluster");
  const show = group
    .command("show <document>")
    .description("a document: its state and revisions, whom it is for, its languages, who wrote and who cleared it")
    .action(async (documentId: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "document", documentId }), (said) =>
        lines(shown.parse(said).document).join("\n"),
      );
    });
  examples(show, "document show som-8-readout");
  const text = group
    .command("text <document>")
    .description("a document's text in one language, as it would be published: read it before you clear it")
    .option("--language <language>", "en, fr or ar", "en")
    .option("--revision <number>", "as it was published in this revision")
    .action(async (documentId: string, options: { language: string; revision?: string }, command: Command) => {
      const { client, print } = desk(command);
      const { language, revision } = options;
      const which = revision === undefined ? {} : { revision: Number(revision) };
      print.answer(await client.query({ query: "text", documentId, language, ...which }), (said) =>
        String(said["text"]),
      );
    });
  examples(text, "document text som-8-readout --language fr");
}

function stateOf({ state, revision, correction, adoption }: z.infer<typeof listed>["documents"][number]): string {
  const inWork = correction === undefined || correction === null ? [] : [`correction ${correction}`];
  return [
    state,
    ...(revision === 1 ? [] : [`revision ${revision}`]),
    ...inWork,
    ...(adoption === null ? [] : [adoption]),
  ].join(", ");
}
