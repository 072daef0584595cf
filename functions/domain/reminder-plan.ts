import type { Convocation } from "#domain/convocation";
import { daysBefore, type Instant, isAfter } from "#domain/instant";

export type StepKind = "silent" | "registered";
export interface StepRule {
  readonly step: string;
  readonly days: number;
  readonly before: "answersBy" | "starts";
  readonly to: StepKind;
}
/** The ladder: three reminders to silent delegations, one to registered participants. All leave at nine in the morning of the meeting's zone. */
export const ladder: readonly StepRule[] = [
  { step: "answer-14", days: 14, before: "answersBy", to: "silent" },
  { step: "answer-7", days: 7, before: "answersBy", to: "silent" },
  { step: "answer-2", days: 2, before: "answersBy", to: "silent" },
  { step: "meeting-3", days: 3, before: "starts", to: "registered" },
];
const NINE = "09:00";

export interface PlannedStep {
  readonly step: string;
  readonly to: StepKind;
  readonly instant: Instant;
  /** A step whose instant is past when it is planned never fires; it says why. */
  readonly skipped: "past" | null;
}

/** The instants of a convocation's steps at its revision. */
export function planSteps(convocation: Convocation, now: Instant): PlannedStep[] {
  const first = convocation.parts
    .filter(({ state }) => state === "convened")
    .flatMap((part) => part.sessions)
    .find((session) => session.from.instant === convocation.starts);
  return ladder.flatMap(({ step, days, before, to }) => {
    const anchor = before === "answersBy" ? convocation.answersBy : first?.from;
    if (!anchor) return [];
    const { instant } = daysBefore(anchor, days, NINE);
    return [{ step, to, instant, skipped: isAfter(instant, now) ? null : "past" } as const];
  });
}

export function stepRule(step: string): StepRule | undefined {
  return ladder.find((rule) => rule.step === step);
}
/** Nobody is nudged twice within three days. */
export const QUIET_DAYS = 3;
