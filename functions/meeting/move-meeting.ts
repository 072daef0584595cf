import type { Convocation } from "#domain/convocation";
import { isAfter } from "#domain/instant";
import type { Changed } from "#domain/meeting-change";
import type { Decision } from "#domain/meeting-change-parts";
import { consequences } from "#domain/meeting-change-words";
import { isRefusal, type Refusal } from "#domain/refusal";
import type { Fact } from "#events/envelope";
import type { Clock } from "#platform/clock";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { changeRow } from "#records/meeting-change";
import { reached } from "#records/reached";
import { bookEnd } from "./at-meeting-end.ts";
import { convocationRow } from "./rows.ts";

export interface MoveDeps {
  readonly tables: Tables;
  readonly schedules: Schedules;
  readonly clock: Clock;
}
interface Asked {
  readonly convocationId: string;
  readonly dryRun?: boolean;
}
type Decided = (Omit<Changed, "facts"> & { readonly facts: readonly Fact[] }) | Refusal;

/** Whoever is second loads the meeting again and decides on what it is by then. */
const MOST_TRIES = 4;

/** The one way in which a meeting changes: its row, the row of the change, its facts and what the sender is told, in one commit. */
export async function moveMeeting(
  deps: MoveDeps,
  act: Act,
  asked: Asked,
  decide: (convocation: Convocation, decision: Decision) => Decided,
  more: { readonly [name: string]: string } = {},
): Promise<Outcome> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const said = await moved(deps, act, asked, decide, more);
    if (said) return said;
    if (act.expectedVersion !== undefined) break;
  }
  return changedMeanwhile(`The meeting ${asked.convocationId}`);
}

/** Undefined where the meeting was changed by another meanwhile. */
async function moved(
  { tables, schedules, clock }: MoveDeps,
  act: Act,
  { convocationId, dryRun }: Asked,
  decide: (convocation: Convocation, decision: Decision) => Decided,
  more: { readonly [name: string]: string },
): Promise<Outcome | undefined> {
  const held = await readConvocation(tables, convocationId);
  if (!held) return refused("no-such-meeting", `There is no meeting ${convocationId}. convoke meeting list shows all.`);
  const decided = decide(held.convocation, { now: act.now, tzdata: clock.tzdata() });
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  const { convocation, change, facts } = decided;
  const outcome = outcomeOf(decided, more);
  if (dryRun === true)
    return { ...outcome, dryRun, reaches: { ...(await reached(tables, convocationId, change.parts)) } };
  // Before it is written, as when it is convened. What is past already is ended by the daily sweep.
  if (change.replans && convocation.state === "convened" && isAfter(convocation.ends, act.now))
    await bookEnd(schedules, convocation);
  const result = await commit(tables, act, {
    change: { before: held.row, after: convocationRow(convocation) },
    creates: [{ row: changeRow(convocationId, change, act.actor), refusal: "changed-meanwhile" }],
    facts,
    outcome,
  });
  if (result.kind === "moved-on" || result.kind === "refused") return undefined;
  return answered(result, act, outcome, () => changedMeanwhile(`The meeting ${convocationId}`));
}

function outcomeOf({ convocation, change }: Omit<Changed, "facts">, more: { readonly [name: string]: string }) {
  const { revision, what, told, confirm, calendar, voids, replans } = change;
  return {
    accepted: true,
    convocationId: convocation.id,
    revision,
    what,
    parts: [...change.parts],
    told,
    confirm,
    calendar,
    voids,
    replans,
    state: convocation.state,
    cutOff: convocation.cutOff,
    consequences: consequences(change),
    ...more,
  } as const;
}
