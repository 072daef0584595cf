import { answers } from "#bin/demo/year/answers";
import { convene } from "#bin/demo/year/convene";
import { daysBefore, type Planned } from "#bin/demo/year/convocations";
import type { Entry } from "#bin/demo/year/diary";
import { remindedOnly, silentParties } from "#bin/demo/year/reminders";
import type { YearStage } from "#bin/demo/year/stage";

/** Answers are due 18 days before the first session: reminders leave 32, 25 and 20 days before it, by themselves. */
const CONVENED = 55;
const ANSWERED = 53;
const LATE = 24;
const REMINDED = 19;

/** The diary of one convocation up to its answers. */
export function roundOf(stage: YearStage, planned: Planned): Entry[] {
  let silent: string[] = [];
  const { id } = planned;
  const at = (days: number, act: () => Promise<void>): Entry => ({ at: daysBefore(planned, days), act });
  return [
    at(CONVENED, () => convene(stage, planned)),
    at(ANSWERED, async () => {
      const sent = await answers(stage, planned, "at-once");
      silent = await silentParties(stage, planned);
      stage.say(`${id}: ${sent} answer by their link, silent: ${silent.length}`);
    }),
    at(LATE, async () => {
      const reminders = ["answer-14", "answer-7"].map((step) => remindedOnly(stage, planned, step, silent));
      const sent = await answers(stage, planned, "late");
      const before = silent.length;
      silent = await silentParties(stage, planned);
      stage.say(`${id}: ${reminders.join(" and ")} reminders to the silent (${before}); ${sent} answer`);
    }),
    at(REMINDED, async () => {
      const last = remindedOnly(stage, planned, "answer-2", silent);
      stage.say(`${id}: ${last} reminders to the silent (${silent.length})`);
    }),
  ];
}
