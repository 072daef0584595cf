import { partLines } from "#bin/convoke/meeting-show";
import { convened } from "#bin/convoke/meeting-words";
import type { YearStage } from "#bin/demo/year/stage";

const said: readonly (readonly [convocationId: string, part: string, line: string])[] = [
  ["som-8-cluster", "sc-2022-03", "where: place not published"],
  ["som-8-cluster", "som-8", "where: place not published"],
  ["training-south-sudan-2022", "training-south-sudan-2022", "where: SS; city not published"],
];

/** What no source gives is shown as such: in the words of `convoke meeting show`. */
export async function notPublished(stage: YearStage): Promise<void> {
  for (const [convocationId, id, line] of said) {
    const look = await stage.amina.query({ query: "meeting", convocationId });
    const { meeting, days, ...inWords } = convened.parse(look);
    const part = meeting.parts.find((each) => each.id === id);
    const lines = part ? partLines(part, days[id] ?? 0, inWords).map((each) => each.trim()) : [];
    stage.checks.holds(`${id} says "${line}"`, lines.includes(line));
  }
  stage.timeline.say("Shown as not published: the place of the SOM and of its committee, the city of the training");
}
