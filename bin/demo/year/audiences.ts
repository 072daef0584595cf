import * as z from "zod/mini";
import { DIALOGUE } from "#bin/demo/world";
import type { YearStage } from "#bin/demo/year/stage";

/**
 * Members and seats by the reading of the sources: `unknown, before` a year is its eve, `unknown, after` a day is the day after, any
 * other unknown end is open. Written out by hand.
 */
const expected: {
  readonly [day: string]: {
    readonly members: number;
    readonly committee: readonly string[];
    readonly chair: string | null;
  };
} = {
  "2019-03-06": { members: 40, committee: committee("GB", "SD"), chair: null },
  "2021-09-29": { members: 44, committee: committee("GB", "SD"), chair: "NL" },
  "2022-03-22": { members: 44, committee: committee("GB", "SD"), chair: "NL" },
  "2024-04-16": { members: 44, committee: committee("FI", "SE", "UG", "SO"), chair: "DE" },
};
function committee(...others: string[]): string[] {
  return ["IT", "FR", "DE", "EG", "ER", "ET", "SS", "NL", "EC", "EEAS", "AUC", ...others].sort();
}

const found = z.looseObject({ parties: z.array(z.looseObject({ code: z.string() })) });

/** Whom `members` and `steering committee` mean on four days of the registry, past and future. */
export async function audiencesAsOf(stage: YearStage): Promise<void> {
  for (const [asOf, { members, committee: seats, chair }] of Object.entries(expected)) {
    const of = async (words: string) => {
      const said = found.parse(await stage.amina.query({ query: "audience", dialogueId: DIALOGUE, words, asOf }));
      return said.parties.map(({ code }) => code).sort();
    };
    const [inAll, inCommittee] = [await of("members"), await of("steering committee")];
    stage.checks.equal(`members on ${asOf}`, inAll.length, members);
    stage.checks.equal(`the Steering Committee on ${asOf}`, inCommittee, seats);
    const inChair = (await stage.amina.query({ query: "parties", dialogueId: DIALOGUE, asOf }))["chair"];
    stage.checks.equal(`the chair on ${asOf}`, inChair, chair);
    stage.timeline.say(
      `As of ${asOf}: ${inAll.length} members, ${inCommittee.length} in the Steering Committee, chair ${inChair ?? "none"}`,
    );
  }
}
