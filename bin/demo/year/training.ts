import * as z from "zod/mini";
import { convocationOf, daysBefore, morning } from "#bin/demo/year/convocations";
import type { Entry } from "#bin/demo/year/diary";
import { trainees } from "#bin/demo/year/manners";
import { readout } from "#bin/demo/year/papers";
import type { YearStage } from "#bin/demo/year/stage";

const TRAINING = "training-south-sudan-2022";

/** Eight countries name their people by letter; the trainers are recorded beside them; on the days themselves who is there is marked. */
export function training(stage: YearStage): Entry[] {
  const planned = convocationOf(TRAINING);
  return [
    { at: daysBefore(planned, 25), act: () => names(stage) },
    { at: "2022-05-24T09:00:00Z", act: () => present(stage) },
    { at: morning("2022-06-02"), act: () => readout(stage, `${TRAINING}-readout`) },
  ];
}

const trainers = () => convocationOf(TRAINING).meetings[0]?.trainers ?? [];

async function names(stage: YearStage): Promise<void> {
  for (const [code, count] of Object.entries(trainees))
    await record(
      stage,
      code,
      Array.from({ length: count }, (_, index) => ({
        name: `Officer ${index + 1} of ${code}`,
        email: `officer.${index + 1}.${code.toLowerCase()}@example.org`,
        capacity: index === 0 ? "HeadOfDelegation" : "Expert",
        attends: "in-person",
      })),
    );
  for (const { party, modality } of trainers()) {
    const email = `trainer.${party.toLowerCase()}@example.org`;
    await record(stage, party, [{ name: `Trainer of ${party}`, email, capacity: "Trainer", attends: modality }]);
  }
  const people = Object.values(trainees).reduce((sum, count) => sum + count, 0);
  stage.say(
    `letters name ${people} people of ${Object.keys(trainees).length} countries (invented) and ${trainers().length} trainers`,
  );
}

async function record(stage: YearStage, party: string, people: readonly object[]): Promise<void> {
  const answer = { convocationId: TRAINING, party, answer: "come", people, channel: "note-verbale" };
  await stage.done(stage.amina, "record-answer.v1", answer);
}

const counted = z.looseObject({
  parts: z.array(
    z.looseObject({
      present: z.looseObject({
        participants: z.number(),
        countries: z.number(),
        serving: z.number(),
        online: z.number(),
        byCapacity: z.record(z.string(), z.number()),
      }),
    }),
  ),
});
async function present(stage: YearStage): Promise<void> {
  for (const party of [...Object.keys(trainees), ...trainers().map((each) => each.party)])
    await stage.done(stage.amina, "mark-attendance.v1", { convocationId: TRAINING, part: TRAINING, party, all: true });
  const { parts } = counted.parse(await stage.amina.query({ query: "attendance", convocationId: TRAINING }));
  const { participants, countries, serving, online, byCapacity } = parts[0]?.present ?? {};
  stage.checks.equal("the trainers have a Capacity of their own", [serving, byCapacity?.["Trainer"]], [3, 3]);
  stage.checks.equal("one of them is online", online, 1);
  stage.say(
    `present: ${participants} participants from ${countries} countries; ${serving} trainers, ${online} of them online`,
  );
}
