import { autumn } from "#bin/demo/year/autumn";
import { convocations } from "#bin/demo/year/convocations";
import { play } from "#bin/demo/year/diary";
import { ending } from "#bin/demo/year/ending";
import { mombasa } from "#bin/demo/year/mombasa";
import { open } from "#bin/demo/year/open";
import { roundOf } from "#bin/demo/year/rounds";
import { som } from "#bin/demo/year/som";
import type { YearStage } from "#bin/demo/year/stage";
import { training } from "#bin/demo/year/training";
import { webinars } from "#bin/demo/year/webinars";

/** Every meeting of 2021/22, in order of time, and at the end a row for each with its check. */
export async function yearStory(stage: YearStage): Promise<void> {
  await open(stage);
  const acts = [webinars, autumn, som, training, mombasa];
  await play(stage, [
    ...convocations.flatMap((planned) => roundOf(stage, planned)),
    ...acts.flatMap((act) => act(stage)),
  ]);
  await ending(stage);
}
