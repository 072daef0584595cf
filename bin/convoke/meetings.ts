import type { Command } from "commander";
import * as z from "zod/mini";
import { writeSample } from "#bin/convoke/meeting-sample";
import { printer, table } from "#bin/convoke/print";
import { desk, examples, readDetail } from "#bin/convoke/shared";
import { atHome } from "#bin/convoke/stage";
import { systemClock } from "#platform/clock";

export const four = z.object({
  waiting: z.number(),
  sent: z.number(),
  notSent: z.number(),
  unknown: z.number(),
  delivered: z.number(),
});
/** The four numbers that add up, in one sentence. */
export function fourLine(mails: z.infer<typeof four>): string {
  return `Mails: ${mails.waiting} waiting, ${mails.sent} sent (${mails.delivered} delivered), ${mails.notSent} not sent, ${mails.unknown} unknown.`;
}
/** A convocation's board, as the gateway answers it. */
export const boardAnswer = z.object({
  state: z.string(),
  mails: four,
  parties: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      invited: z.number(),
      mails: four,
      answer: z.enum(["coming", "regrets", "silent", "to-confirm"]),
      parts: z.record(z.string(), z.string()),
      registered: z.number(),
      proposed: z.number(),
    }),
  ),
});

const meeting = z.looseObject({ id: z.string(), title: z.looseObject({ en: z.string() }), state: z.string() });
const list = z.looseObject({
  meetings: z.array(z.looseObject({ ...meeting.shape, starts: z.string(), ends: z.string() })),
});
const moment = z.looseObject({ wall: z.string(), zone: z.string(), offset: z.string() });
const shown = z.looseObject({
  meeting: z.looseObject({
    ...meeting.shape,
    revision: z.number(),
    answersBy: moment,
    namesBy: moment,
    parts: z.array(
      z.looseObject({
        id: z.string(),
        title: z.looseObject({ en: z.string() }),
        modality: z.string(),
        place: z.nullable(
          z.object({ city: z.nullable(z.string()), country: z.string(), venue: z.nullable(z.string()) }),
        ),
        chair: z.nullable(z.string()),
        sessions: z.array(z.object({ from: moment, until: moment })),
      }),
    ),
  }),
});
const wall = ({ wall: at, zone, offset }: z.infer<typeof moment>) => `${at.replace("T", " ")} ${zone} (${offset})`;

function lookCommands(program: Command): void {
  const group = program
    .command("meeting")
    .description("the meetings of a dialogue: list them, look at one, begin a file for a new one");
  const all = group
    .command("list")
    .description("every meeting that was convened")
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(async ({ dialogue }: { dialogue: string }, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "meetings", dialogueId: dialogue }), (said) => {
        const { meetings } = list.parse(said);
        const rows = meetings.map(({ id, title, starts, ends, state }) => [id, title.en, starts, ends, state]);
        return rows.length === 0
          ? `No meeting of the dialogue ${dialogue} was convened yet: convoke convene <file> (--dialogue names another)`
          : table(["meeting", "title", "begins (UTC)", "ends (UTC)", "state"], rows);
      });
    });
  examples(all, "meeting list");
  const one = group
    .command("show <meeting>")
    .description("a meeting's parts, times, places, chairs and deadlines")
    .action(async (id: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "meeting", convocationId: id }), (said) => {
        const { meeting: held } = shown.parse(said);
        const parts = held.parts.flatMap(({ id: part, title, modality, place, chair, sessions }) => [
          `${part}  ${title.en}: ${modality}${place ? `, ${[place.venue, place.city, place.country].filter(Boolean).join(", ")}` : ""}${chair === null ? "" : `; ${chair} in the chair`}`,
          ...sessions.map(({ from, until }) => `  ${wall(from)} to ${until.wall.slice(11)}`),
        ]);
        return [
          `${held.title.en}: ${held.state}, revision ${held.revision}`,
          `Answers by ${wall(held.answersBy)}, names by ${wall(held.namesBy)}`,
          ...parts,
        ].join("\n");
      });
    });
  examples(one, "meeting show som-8-cluster");
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

const CONVENING = `
A file of one's own; times are those of the meeting's place:
  { "dialogueId": "khartoum", "convocationId": "training-2022", "title": { "en": "Regional training", "fr": "Formation régionale" },
    "answersBy": "2022-05-01T23:59", "timeZone": "Africa/Nairobi", "languages": ["en", "fr"],
    "parts": [{ "id": "training-2022", "kind": "regional-training", "title": { "en": "Regional training" },
      "timeZone": "Africa/Nairobi", "modality": "in-person", "place": { "city": "Nairobi", "country": "KE" },
      "sessions": [{ "day": "2022-06-01", "from": "09:00", "until": "17:00" }],
      "audience": { "members": true }, "organisers": ["ICMPD"] }] }
An audience names members, bodies (steering-committee), kinds, parties, and except. Organisers and chair are codes of parties.

Example:
  convoke convene events/commands/convene-meeting.v1.sample.json --as amina`;

export function meetingCommands(program: Command): void {
  lookCommands(program);
  program
    .command("convene <file>")
    .description("convene a meeting, a cluster or a series from a JSON file (`convoke meeting sample` begins one)")
    .addHelpText("after", CONVENING)
    .action(async (file: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      const { commandId, ...detail } = readDetail(file);
      print.answer(
        await client.command("convene-meeting.v1", detail, typeof commandId === "string" ? commandId : undefined),
        (said) =>
          `Convened: ${String(said["convocationId"])}. Answers may be changed until ${String(said["cutOff"])} (UTC).`,
      );
    });
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
  program
    .command("board <meeting>")
    .description("who was invited, what arrived, who comes, who regrets, who is silent")
    .addHelpText("after", "\nExample:\n  convoke board som-8-cluster")
    .action(async (id: string, _options: object, command: Command) => {
      const { client, print } = desk(command);
      print.answer(await client.query({ query: "board", convocationId: id }), (said) => {
        const { parties, mails, state } = boardAnswer.parse(said);
        const rows = parties.map((party) => [
          party.code,
          party.name,
          party.invited,
          party.mails.delivered,
          party.answer,
          party.registered,
          party.proposed,
        ]);
        const sum = `${id} is ${state}. ${fourLine(mails)}`;
        return `${table(["code", "party", "invited", "delivered", "answer", "registered", "proposed"], rows)}\n${sum}`;
      });
    });
}
