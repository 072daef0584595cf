import { morning } from "#bin/demo/year/convocations";
import type { Entry } from "#bin/demo/year/diary";
import { closed, readout } from "#bin/demo/year/papers";
import type { YearStage } from "#bin/demo/year/stage";

/** The last meeting of the year, which goes on from the recorded one in Cairo. */
export function mombasa(stage: YearStage): Entry[] {
  return [
    {
      at: morning("2022-07-20"),
      act: async () => {
        await readout(stage, "tm-mombasa-2022-readout");
        const links = await closed(stage, "tm-mombasa-2022-recommendations");
        stage.say(`the recommendations go to the ${links} participants alone`);
      },
    },
  ];
}
