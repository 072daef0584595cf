import type { Command } from "commander";
import * as z from "zod/mini";
import type { Client } from "#bin/convoke/client";
import { inUtc, printTime } from "#bin/convoke/instants";
import { desk, examples } from "#bin/convoke/shared";
import { Refused } from "#bin/convoke/trouble";

const meaning = z.object({ instant: z.string(), offset: z.string() });
const told = z.looseObject({
  tzdata: z.string(),
  meetings: z.number(),
  times: z.number(),
  resolvedWith: z.record(z.string(), z.number()),
  moved: z.array(
    z.object({
      convocationId: z.string(),
      what: z.string(),
      was: z.object({ ...meaning.shape, wall: z.string(), zone: z.string(), tzdata: z.string() }),
      now: z.array(meaning),
    }),
  ),
});
type Told = z.infer<typeof told>;

/** What the stored times of a dialogue's meetings mean by the zone data of the functions. Throws what was refused. */
export async function timesOf(client: Client, dialogueId: string): Promise<Told> {
  const answer = await client.query({ query: "times", dialogueId });
  if (!answer.accepted) throw new Refused(answer);
  return told.parse(answer);
}

export function timeCommands(program: Command): void {
  const group = program.command("time").description("what the times of the meetings mean by the zone data of now");
  const check = group
    .command("check")
    .description(
      "whether every stored time still means the instant that was announced, after new zone data; exit 1 if not. Changes and sends nothing",
    )
    .option("--dialogue <id>", "the dialogue", "khartoum")
    .action(async ({ dialogue }: { dialogue: string }, command: Command) => {
      const { client, print } = desk(command);
      const found = await timesOf(client, dialogue);
      if (found.moved.length === 0) return print.answer({ accepted: true, ...found }, () => allHold(found));
      print.note(found.moved.flatMap((one) => movedLines(one, found.tzdata)).join("\n"));
      throw new Refused({ ...found, accepted: false, code: "times-moved", sentence: movedSentence(found) });
    });
  examples(check, "time check", "time check --dialogue khartoum --stage prod");
}

function allHold({ times, meetings, tzdata, resolvedWith }: Told): string {
  if (meetings === 0) return `No meeting is convened; the functions have tzdata ${tzdata}.`;
  const versions = Object.entries(resolvedWith).map(([version, count]) => `${count} with tzdata ${version}`);
  return `All ${times} times of ${meetings} ${meetings === 1 ? "meeting" : "meetings"} mean what was announced. Resolved: ${versions.join(", ")}. The functions have tzdata ${tzdata}.`;
}

/** What a stored time was announced as, and what it means now. */
export function movedLines({ convocationId, what, was, now }: Told["moved"][number], tzdata: string): string[] {
  const meant = (meanings: readonly z.infer<typeof meaning>[]) =>
    meanings.map(({ instant, offset }) => `${inUtc(instant)} (UTC${offset})`).join(" or ");
  const today = ["the clocks leave it out", meant(now), `comes twice, ${meant(now)}`][now.length];
  return [
    `${convocationId}: ${what} ${printTime(was)}`,
    `  announced: ${meant([was])}, tzdata ${was.tzdata}`,
    `  now:       ${today}, tzdata ${tzdata}`,
  ];
}

/** How many moved, and what a person does about it. Calendars hold the announced instant until then. */
export function movedSentence({ moved, times }: Pick<Told, "moved" | "times">): string {
  const meetings = [...new Set(moved.map(({ convocationId }) => convocationId))];
  return `${moved.length} of ${times} times mean another instant than was announced. Nothing was changed and nothing was sent. Ask the host which one holds; then convoke reschedule ${meetings.join(", ")} with the right times: that raises the revision and tells everybody.`;
}
