import * as z from "zod/mini";
import { DIALOGUE } from "#bin/demo/world";
import { morning } from "#bin/demo/year/convocations";
import type { Entry } from "#bin/demo/year/diary";
import { closed, readout } from "#bin/demo/year/papers";
import type { YearStage } from "#bin/demo/year/stage";

const CLUSTER = "som-8-cluster";

/** The committee on the first morning, then the SOM, in which the chair passes. */
export function som(stage: YearStage): Entry[] {
  return [
    { at: "2022-03-22T10:00:00Z", act: () => whoSits(stage) },
    { at: "2022-03-23T13:00:00Z", act: () => handOver(stage) },
    { at: morning("2022-03-29"), act: () => papers(stage) },
  ];
}

async function chair(stage: YearStage, asOf: string): Promise<unknown> {
  return (await stage.amina.query({ query: "parties", dialogueId: DIALOGUE, asOf }))["chair"];
}

/** Parties of the committee have both meetings in one invitation, all others the SOM alone. */
async function whoSits(stage: YearStage): Promise<void> {
  const { parties } = await stage.board(CLUSTER);
  const both = parties.filter(({ parts }) => "sc-2022-03" in parts).map(({ code }) => code);
  const asked = { query: "parties", dialogueId: DIALOGUE, asOf: "2022-03-22", committee: true };
  const seats = z.looseObject({ parties: z.array(z.looseObject({ code: z.string() })) });
  const committee = seats.parse(await stage.amina.query(asked)).parties.map(({ code }) => code);
  stage.checks.equal("the committee's parties are invited to both meetings", both.sort(), committee.sort());
  stage.checks.holds(
    "everybody is invited to the SOM",
    parties.every(({ parts }) => "som-8" in parts),
  );
  stage.say(
    `the committee meets first: ${both.length} parties of both, ${parties.length - both.length} of the SOM alone`,
  );
}

async function handOver(stage: YearStage): Promise<void> {
  stage.checks.equal("the Netherlands has the chair on the first day", await chair(stage, "2022-03-22"), "NL");
  const reason = "The chairmanship of the Netherlands ends";
  const passed = { convocationId: CLUSTER, part: "som-8", from: "NL", to: "SS", reason };
  await stage.done(stage.amina, "hand-over-chair.v1", passed);
  stage.checks.equal("South Sudan has the chair on the second day", await chair(stage, "2022-03-23"), "SS");
  stage.say("inside the SOM the chair passes from the Netherlands to South Sudan");
}

async function papers(stage: YearStage): Promise<void> {
  await readout(stage, "som-8-readout");
  const links = await closed(stage, "work-plan-2022-23");
  stage.say(`the Work Plan 2022/23 goes to members as discussed, not adopted: ${links} links`);
}
