import type { Command } from "commander";
import * as z from "zod/mini";
import type { Answer, Client } from "#bin/convoke/client";
import { inUtc, printTime } from "#bin/convoke/instants";
import { audienceLines, audiences } from "#bin/convoke/meeting-audience";
import { convened, sessionLine } from "#bin/convoke/meeting-words";
import { desk, readDetail } from "#bin/convoke/shared";

const CONVENING = `
A file of one's own; times are those of the meeting's place, a deadline that is a day alone ends at 23:59 in the convocation's
zone, and a time that the clocks show twice has its offset behind it ("02:30+02:00"):
  { "dialogueId": "khartoum", "convocationId": "training-2022", "title": { "en": "Regional training", "fr": "Formation régionale" },
    "answersBy": "2022-05-01T23:59", "timeZone": "Africa/Nairobi", "languages": ["en", "fr"],
    "parts": [{ "id": "training-2022", "kind": "regional-training", "title": { "en": "Regional training" },
      "timeZone": "Africa/Nairobi", "modality": "hybrid", "place": { "city": "Nairobi", "country": "KE" },
      "sessions": [{ "day": "2022-06-01", "from": "09:00", "until": "17:00" }],
      "audience": { "groups": [{ "membership": "member", "region": "africa" }], "guests": ["CF"] },
      "hosts": ["KE"], "organisers": ["ICMPD"],
      "contributors": [{ "party": "FRONTEX", "capacity": "Trainer", "modality": "online" }] }] }
An audience names members, observers, bodies (steering-committee), kinds, organisations, regions, groups, parties, guests, and except.
A part may also say: coHosts, chair, coChairs (codes of parties), agenda, objectives, pillars, topics (lists of texts),
domains ({ "scheme": "jvap-2015", "codes": ["4"] }), buildsOn, preparesFor, firstInPersonSince (ids of meetings), module (in a
series), capacity (of the room), quota ({ "total": 4, "byCapacity": { "HeadOfDelegation": 1 } }), workingLanguages.
A joint meeting names the other dialogues beside its parts: "with": ["rabat"].

Examples:
  convoke convene events/commands/convene-meeting.v1.sample.json --dry-run
  convoke convene events/commands/convene-meeting.v1.sample.json --as amina`;

const remembered = z.looseObject({ by: z.string(), at: z.string(), outcome: z.looseObject({ accepted: z.boolean() }) });
const begun = z.looseObject({ facts: z.array(z.looseObject({ type: z.string(), by: z.string(), at: z.string() })) });
const planned = z.looseObject({
  meeting: convened.shape.meeting,
  audiences,
  notes: z.array(z.string()),
});

export function conveneCommand(program: Command): void {
  program
    .command("convene <file>")
    .description("convene a meeting, a cluster or a series from a JSON file (`convoke meeting sample` begins one)")
    .option("--dry-run", "show what would be convened, and write nothing", false)
    .addHelpText("after", CONVENING)
    .action(async (file: string, { dryRun }: { dryRun: boolean }, command: Command) => {
      const { client, print } = desk(command);
      const { commandId, ...meeting } = readDetail(file);
      if (dryRun) {
        print.answer(await client.query({ query: "would-convene", meeting }), (said) =>
          plannedLines(planned.parse(said)).join("\n"),
        );
        return;
      }
      const id = typeof commandId === "string" ? commandId : undefined;
      const before = id === undefined ? undefined : await doneBefore(client, id);
      const answer = await client.command("convene-meeting.v1", meeting, id);
      print.answer(await withWhom(client, answer, meeting["convocationId"]), (said) =>
        before
          ? `${String(said["convocationId"])} was convened already, by ${before.by} on ${inUtc(before.at)}, from this very file. Nothing was done again.`
          : `Convened: ${String(said["convocationId"])}. Answers may be changed until ${inUtc(String(said["cutOff"]))}.`,
      );
    });
}

/** The same command was accepted before: by whom and when. */
async function doneBefore(client: Client, commandId: string) {
  const said = await client.query({ query: "outcome", commandId });
  const read = remembered.safeParse(said).data;
  return said.accepted && read?.outcome.accepted ? read : undefined;
}

/** A refusal because it is convened already says by whom and when. */
async function withWhom(client: Client, answer: Answer, convocationId: unknown): Promise<Answer> {
  if (answer.code !== "already-convened" || typeof convocationId !== "string") return answer;
  const first = begun.safeParse(await client.query({ query: "audit", object: `CNV#${convocationId}` })).data?.facts[0];
  return first
    ? { ...answer, sentence: `${answer.sentence} It was convened by ${first.by} on ${inUtc(first.at)}.` }
    : answer;
}

function plannedLines({ meeting, audiences: all, notes }: z.infer<typeof planned>): string[] {
  return [
    `Would be convened: ${meeting.id}, ${meeting.title.en}. Nothing was written.`,
    `Answers by ${printTime(meeting.answersBy)}, names by ${printTime(meeting.namesBy)}`,
    ...meeting.parts.flatMap(({ id, title, kind, modality, sessions }) => [
      `${id}  ${title.en} (${kind}): ${modality}`,
      ...sessions.map((session) => `  ${sessionLine(session)}`),
    ]),
    ...audienceLines(all),
    ...notes.map((note) => `Note: ${note}`),
  ];
}
