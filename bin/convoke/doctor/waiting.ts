import { ListSchedulesCommand, SchedulerClient } from "@aws-sdk/client-scheduler";
import * as z from "zod/mini";
import { looked, type Patient } from "#bin/convoke/doctor/patient";
import { inUtc } from "#bin/convoke/instants";
import { deadLetterQueues } from "#bin/convoke/queues";
import { timesOf } from "#bin/convoke/times";
import { Refused } from "#bin/convoke/trouble";
import { bad, type Finding, good } from "#platform/finding";

const planned = z.looseObject({ wakeUps: z.array(z.object({ name: z.string(), at: z.string() })) });

/** What the stored times mean now, what is planned against what is booked, and what functions gave up on. */
export async function waitingFindings(patient: Patient): Promise<Finding[]> {
  return [
    ...(await looked("Stored times", () => storedTimes(patient))),
    ...(await looked("Schedules", () => schedules(patient))),
    ...(await looked("Dead letters", () => deadLetters(patient))),
  ];
}

async function storedTimes({ client, config, here }: Patient): Promise<Finding[]> {
  const { moved, times } = await timesOf(client, config.dialogue.id);
  if (moved.length === 0) return [good("Stored times", `all ${times} mean what was announced`)];
  return [
    bad(
      "Stored times",
      `${moved.length} of ${times} mean another instant by the functions' zone data`,
      `Look before anything is sent: convoke time check${here ? "" : ` --stage ${config.name}`}`,
    ),
  ];
}

async function schedules({ client, config, place }: Patient): Promise<Finding[]> {
  const answer = await client.query({ query: "wake-ups", dialogueId: config.dialogue.id });
  if (!answer.accepted) throw new Refused(answer);
  const { wakeUps } = planned.parse(answer);
  const booked = await scheduleNames(place);
  const missing = wakeUps.filter(({ name }) => !booked.has(name));
  if (wakeUps.length === 0) return [good("Schedules", "no meeting is convened, so none is needed")];
  if (missing.length === 0)
    return [good("Schedules", `all ${wakeUps.length} wake-ups of the convened meetings are booked`)];
  const named = missing.slice(0, 5).map(({ name, at }) => `${name} (${inUtc(at)})`);
  const more = missing.length > named.length ? ` and ${missing.length - named.length} more` : "";
  return [
    bad(
      "Schedules",
      `${missing.length} of ${wakeUps.length} wake-ups are not booked: ${named.join(", ")}${more}`,
      "The daily sweep books them within a day. If one is due before: RUNBOOK.md, What runs.",
    ),
  ];
}

async function scheduleNames({ client: made, output }: Patient["place"]): Promise<Set<string>> {
  const client = new SchedulerClient(made);
  const GroupName = await output("ScheduleGroup");
  const names = new Set<string>();
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListSchedulesCommand({ GroupName, NextToken, MaxResults: 100 }));
    for (const { Name } of page.Schedules ?? []) if (Name !== undefined) names.add(Name);
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names;
}

async function deadLetters({ place, config, here }: Patient): Promise<Finding[]> {
  const { region, client } = place;
  const queues = deadLetterQueues({
    region,
    ...(client.endpoint !== undefined && { endpoint: client.endpoint }),
    ...(!here && { prefix: `convoke-${config.name}-` }),
  });
  const full = (await queues.find()).filter(({ count }) => count > 0);
  if (full.length === 0) return [good("Dead letters", "none")];
  const counts = full.map(({ function: reader, count }) => `${count} of ${reader}`);
  return [
    bad(
      "Dead letters",
      counts.join(", "),
      `Look: convoke dlq${here ? "" : ` --stage ${config.name}`}, then RUNBOOK.md, What a function gave up on.`,
    ),
  ];
}
