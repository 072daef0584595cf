import { type PlannedStep, planSteps } from "#domain/reminder-plan";
import { reminderStepsPlanned } from "#events/reminder/steps-planned.v1";
import { type Act, commit } from "#platform/commit";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { keys } from "#records/keys";
import { readSteps } from "#records/step";
import { stepWakeUp } from "#records/wake-ups";

/** Makes what is missing of a convocation's steps at the revision of its dates, from the row: rows first, then their wake-ups. Used again, it changes nothing. */
export async function ensureSteps(
  { tables, schedules }: { tables: Tables; schedules: Schedules },
  convocationId: string,
  act: Act,
): Promise<void> {
  const held = await readConvocation(tables, convocationId);
  if (held?.convocation.state !== "convened") return;
  const { convocation } = held;
  const known = await readSteps(tables, convocationId);
  const ofRevision = known.filter(({ step }) => step.revision === convocation.planRevision);
  const planned = planSteps(convocation, act.now);
  /** At an earlier revision, at this very instant: what it follows was not moved, and it is not repeated. */
  const hasFired = ({ step, instant }: PlannedStep) =>
    known.some((held) => held.step.step === step && held.step.instant === instant && held.step.state === "fired");
  const missing = planned.filter(({ step }) => !ofRevision.some((held) => held.step.step === step));
  if (missing.length > 0) {
    const key = (step: PlannedStep) => keys.step(convocationId, step.step, step.instant, convocation.planRevision);
    const result = await commit(tables, act, {
      creates: missing.map((step) => ({
        row: {
          ...key(step),
          step: step.step,
          to: step.to,
          instant: step.instant,
          revision: convocation.planRevision,
          state: step.skipped ? "skipped" : "planned",
          ...(step.skipped && { reason: hasFired(step) ? "fired" : step.skipped }),
          v: 1,
        },
        refusal: "planned-meanwhile",
      })),
      ledger: { pk: `RMD#${convocationId}`, version: known.length + 1 },
      facts: [
        reminderStepsPlanned({
          convocationId,
          revision: convocation.planRevision,
          planned: missing.filter(({ skipped }) => !skipped).map(({ step }) => step),
          skipped: missing.filter(({ skipped }) => skipped).map(({ step }) => step),
        }),
      ],
    });
    if (result.kind === "moved-on")
      throw new Error(
        `The steps of ${convocationId} were planned by another at the same moment; the fact is handled again.`,
      );
  }
  for (const { step, instant, skipped } of planned) {
    const fired = ofRevision.some((held) => held.step.step === step && held.step.state !== "planned");
    if (skipped || fired) continue;
    await schedules.book(stepWakeUp(convocation, step, instant).name, instant, {
      moment: "step",
      convocationId,
      step,
      instant,
      revision: convocation.planRevision,
    });
  }
}
