import { audiencesAsOf } from "#bin/demo/year/audiences";
import { rowsOf } from "#bin/demo/year/facts";
import { notPublished } from "#bin/demo/year/not-published";
import { take } from "#bin/demo/year/open";
import type { YearStage } from "#bin/demo/year/stage";
import { yearSums } from "#bin/demo/year/sums";
import { tableLines, wrongIn } from "#bin/demo/year/table";
import { partiesSince } from "#bin/demo/year/world";

/** The year is over: a row for each meeting, the audiences of four days, the sums. */
export async function ending(stage: YearStage): Promise<void> {
  const rows = await rowsOf(stage);
  stage.checks.equal("every meeting of the calendar has its row", rows.length, 16);
  for (const row of rows) {
    const wrong = wrongIn(row).map(
      ({ field, expected, stored }) => `${field} ${JSON.stringify(stored)} instead of ${JSON.stringify(expected)}`,
    );
    stage.checks.equal(`${row.id} is stored as the calendar has it`, wrong, []);
  }
  const later = await take(stage, "parties", partiesSince());
  stage.say(`amina imports the seats and chairs of later years: ${later} rows change`);
  stage.timeline.settled();
  stage.timeline.say();
  for (const line of tableLines(rows)) stage.timeline.say(line);
  stage.timeline.say();
  await notPublished(stage);
  await audiencesAsOf(stage);
  await yearSums(stage);
}
