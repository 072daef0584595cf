import { calendar, recordCommandOf, tagsCommandOf } from "#bin/demo/calendar";
import { DIALOGUE } from "#bin/demo/world";
import type { YearStage } from "#bin/demo/year/stage";
import { contactsThen, partiesThen } from "#bin/demo/year/world";

/** Imports one of the dialogue's files. Returns how many rows it changed. */
export async function take(stage: YearStage, what: "parties" | "contacts", text: string): Promise<unknown> {
  const fileId = await stage.file(text);
  const detail = { dialogueId: DIALOGUE, fileId, format: "json" };
  return (await stage.done(stage.amina, `import-${what}.v1`, detail))["rows"];
}

/** The dialogue as it stood when the year began, and the meetings before it, which are recorded and send nothing. */
export async function open(stage: YearStage): Promise<void> {
  const parties = await take(stage, "parties", partiesThen());
  const contacts = await take(stage, "contacts", contactsThen());
  stage.say(`amina imports parties, memberships, seats and chairs as they stood: ${parties} rows`);
  stage.say(`amina imports the contacts, all invented: ${contacts} rows`);
  await stage.done(stage.amina, "define-tags.v1", tagsCommandOf());
  const past = calendar.meetings.filter(({ historical }) => historical);
  for (const meeting of past) await stage.done(stage.amina, "record-meeting.v1", recordCommandOf(meeting));
  await stage.stack.advance({ minutes: 10 });
  stage.checks.equal("meetings of the past send nothing", stage.post.all().length, 0);
  for (const { id } of past) {
    const { code } = await stage.amina.query({ query: "rounds", convocationId: id });
    stage.checks.equal(`${id} has no round`, code, "not-found");
  }
  const { recorded } = await stage.amina.query({ query: "meetings", dialogueId: DIALOGUE });
  stage.checks.equal("they stand among the meetings", Array.isArray(recorded) && recorded.length, past.length);
  stage.say(`${past.length} meetings of 2014 to 2020 are recorded: no round, no mail`);
}
