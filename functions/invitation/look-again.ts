import type { Convocation } from "#domain/convocation";
import { caughtUp, standingOf } from "#domain/told";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { type DelegationView, readDelegation } from "#records/delegation";
import { changedSince } from "./write-answer.ts";

/** A delegation as its meeting has it now, whether or not its people were told already. */
export interface Standing {
  readonly view: DelegationView;
  readonly convocation: Convocation;
}
const MOST_TRIES = 4;

/**
 * Answers, and where the delegation was told of a change or the meeting changed in that moment, looks again and answers then.
 * Somebody else's answer in between is not overwritten. `expected`: the version that whoever answers has seen.
 */
export async function lookAgain(
  tables: Tables,
  act: Act,
  did: string | undefined,
  { expected, nobody }: { readonly expected: number | undefined; readonly nobody: string },
  answer: (standing: Standing, act: Act) => Promise<Outcome | undefined>,
): Promise<Outcome> {
  let seen = expected;
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const read = did === undefined ? undefined : await readDelegation(tables, did);
    const held = read && (await readConvocation(tables, read.delegation.convocationId));
    if (!read || !held) return refused("no-such-invitation", nobody);
    const { convocation } = held;
    const view = { ...read, delegation: caughtUp(read.delegation, convocation) };
    if (seen !== undefined && answeredSince(view, seen)) return changedSince();
    seen ??= view.delegation.v;
    const said = await answer({ view, convocation }, { ...act, commitId: `${act.commitId}.${attempt}` });
    if (said) return said;
  }
  return changedSince();
}

/** Being told of a change makes a version too; whoever saw an older one saw the same answer. */
function answeredSince({ delegation, responses }: DelegationView, version: number): boolean {
  return version > delegation.v || responses.some((response) => response.version > version);
}

/** Why no answer is taken now, whatever it says. */
export function notNow({ view, convocation }: Standing): Outcome | undefined {
  switch (standingOf(convocation, Object.keys(view.delegation.parts))) {
    case "open":
      return undefined;
    case "over":
      return refused("meeting-over", "The meeting is over; the answer can no longer be changed.");
    case "postponed":
      return refused(
        "meeting-postponed",
        "The meeting is postponed. What was answered is kept; there is nothing to answer until a new date is known.",
      );
    case "cancelled":
      return refused("meeting-cancelled", "The meeting is cancelled; no answer is needed any more.");
  }
}
