import type { Command } from "commander";
import * as z from "zod/mini";
import { conveneCommand } from "#bin/convoke/convene";
import { inUtc } from "#bin/convoke/instants";
import { audienceCommand } from "#bin/convoke/meeting-audience";
import { cloneCommand } from "#bin/convoke/meeting-clone";
import { recordCommand } from "#bin/convoke/meeting-record";
import { writeSample } from "#bin/convoke/meeting-sample";
import { showCommand } from "#bin/convoke/meeting-show";
import { span, words } from "#bin/convoke/meeting-words";
import { printer, table } from "#bin/convoke/print";
import { desk, examples } from "#bin/convoke/shared";
import { atHome } from "#bin/convoke/stage";
import { systemClock } from "#platform/clock";

const list = z.looseObject({
  meetings: z.array(
    z.looseObject({
      id: z.string(),
      title: words,
      state: z.string(),
      starts: z.string(),
      ends: z.string(),
      kinds: z.array(z.string()),
    }),
  ),
  recorded: z.array(
    z.looseObject({
      id: z.string(),
      title: words,
      kind: z.string(),
      dates: z.object({ from: z.string(), until: z.string() }),
    }),
  ),
});

/** Convened and recorded together, by date. */
function listRows({ meetings, recorded }: z.infer<typeof list>): string[][] {
  const rows = [
    ...meetings.map(({ id, title, starts, ends, state, kinds }) => ({
      from: starts,
      cells: [id, title.en, [...new Set(kinds)].join(", "), when({ starts, ends, state }), state],
    })),
    ...recorded.map(({ id, title, kind, dates }) => ({
      from: dates.from,
      cells: [id, title.en, kind, span(dates), "recorded"],
    })),
  ];
  return rows.sort((a, b) => (a.from < b.from ? -1 : 1)).map(({ cells }) => cells);
}

/** Days that do not hold are said to be those of before. */
function when({ starts, ends, state }: { starts: string; ends: string; state: string }): string {
  const days = `${inUtc(starts)} to ${inUtc(ends)}`;
  return state === "postponed" || state === "cancelled" ? `was ${days}` : days;
}

function listCommand(group: Command): void {
  const all = group
    .command("list")
    .description("every meeting that was convened, and those that are only recorded, by date")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(async ({ dialogue }: { dialogue: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "meetings", dialogueId: dialogue }), (said) => {
        const rows = listRows(list.parse(said));
        return rows.length === 0
          ? `No meeting of the dialogue ${dialogue} was convened yet: convoke convene <file> (--dialogue names another)`
          : table(["meeting", "title", "kind", "when", "state"], rows);
      });
    });
  examples(all, "meeting list");
}

function sampleCommand(group: Command): void {
  const sample = group
    .command("sample <file>")
    .description("write a whole meeting to fill in, about eight weeks ahead; nothing is convened by it")
    .action((file: string, _options: object, command: Command) => {
      const { json } = z.object({ json: z.boolean() }).parse(command.optsWithGlobals());
      writeSample(file, systemClock.now().slice(0, 10));
      printer(json).answer(
        { accepted: true, file },
        () =>
          `${file} holds a meeting. Change what is yours in it, its convocationId first, then: convoke convene ${file}`,
      );
    });
  atHome.add(sample);
  examples(sample, "meeting sample my-meeting.json");
}

export function meetingCommands(program: Command): void {
  const group = program
    .command("meeting")
    .description("the meetings of a dialogue: list, show, record, clone, begin a file for a new one");
  for (const add of [listCommand, showCommand, audienceCommand, recordCommand, sampleCommand, cloneCommand]) add(group);
  conveneCommand(program);
  program
    .command("hand-over <meeting> <part>")
    .description("record that the chair passes inside a meeting")
    .requiredOption("--from <party>", "the party in the chair")
    .requiredOption("--to <party>", "the party that takes it")
    .requiredOption("--reason <text>", "why, for the colleagues; it is kept")
    .addHelpText(
      "after",
      "\nExample:\n  convoke hand-over som-8-cluster som-8 --from NL --to SS --reason 'The chair rotates' --as amina",
    )
    .action(
      async (
        meeting: string,
        part: string,
        options: { from: string; to: string; reason: string },
        command: Command,
      ) => {
        const { client, print } = desk(command);
        print.answer(
          await client.command("hand-over-chair.v1", {
            convocationId: meeting,
            part,
            from: options.from,
            to: options.to,
            reason: options.reason,
          }),
          () => `Recorded: ${options.to} has the chair.`,
        );
      },
    );
}
