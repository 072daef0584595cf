import type { Convocation } from "#domain/convocation";
import { isAfter } from "#domain/instant";
import { planSteps } from "#domain/reminder-plan";
import { shortened } from "#platform/ids";
import type { Tables } from "#platform/table";
import { listConvocations, readConvocation } from "#records/convocation";
import { releasedRounds } from "#records/round";
import { readSteps } from "#records/step";

/** A schedule's name and its instant. At most 64 characters; revision and instant are in the name, so that a schedule is never updated. */
export interface WakeUp {
  readonly name: string;
  readonly at: string;
}

export function stepWakeUp({ id, planRevision }: Convocation, step: string, instant: string): WakeUp {
  const at = instant.replaceAll(/[-:]/g, "").slice(0, 13);
  return { name: `${shortened(id, 24)}-${step}-r${planRevision}-${at}`, at: instant };
}

/** One wake-up a convocation, revision of its dates and instant, at the end of its last session. */
export function endWakeUp({ id, planRevision, ends }: Convocation): WakeUp {
  return { name: `${shortened(id, 36)}-end-r${planRevision}-${ends.replaceAll(/[-:]/g, "").slice(0, 15)}`, at: ends };
}

/** The wake-ups that have to be booked for a dialogue's meetings: the end of each, and the steps that are still to come where anybody was invited. */
export async function plannedWakeUps(tables: Tables, dialogueId: string, now: string): Promise<WakeUp[]> {
  const convened = (await listConvocations(tables, dialogueId)).filter(({ state }) => state === "convened");
  const planned: WakeUp[] = [];
  for (const { id } of convened) {
    const held = await readConvocation(tables, id);
    if (held?.convocation.state !== "convened") continue;
    const { convocation } = held;
    planned.push(endWakeUp(convocation));
    if ((await releasedRounds(tables, id)).length === 0) continue;
    const rows = (await readSteps(tables, id)).filter(({ step }) => step.revision === convocation.planRevision);
    const open = planSteps(convocation, now).filter(({ step, skipped }) => {
      const state = rows.find((row) => row.step.step === step)?.step.state ?? "planned";
      return skipped === null && state === "planned";
    });
    planned.push(...open.map(({ step, instant }) => stepWakeUp(convocation, step, instant)));
  }
  return planned.filter(({ at }) => isAfter(at, now));
}
