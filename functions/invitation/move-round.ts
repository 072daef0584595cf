import { isRefusal } from "#domain/refusal";
import { decide, evolve, type RoundCommand } from "#domain/round";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, type Commit, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { readRound } from "#records/round";
import { roundRow } from "./rows.ts";
import { createdOf } from "./submit-round.ts";

/** Whoever is second loads the round again and is told what it is by then. */
const MOST_TRIES = 4;

/**
 * A round's next state: four items whatever its size. To go forward, the convocation must still be convened at that instant;
 * a round may be ended at any time. What is done already is accepted, and changes nothing.
 */
export async function moveRound(
  tables: Tables,
  act: Act,
  roundId: string,
  command: RoundCommand,
  mails: NonNullable<Commit["mails"]> = [],
): Promise<Outcome> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const said = await moved(tables, act, roundId, command, mails);
    if (said) return said;
    if (act.expectedVersion !== undefined) break;
  }
  return changedMeanwhile(`Round ${roundId}`);
}

/** Undefined where the round was changed by another meanwhile. */
async function moved(
  tables: Tables,
  act: Act,
  roundId: string,
  command: RoundCommand,
  mails: NonNullable<Commit["mails"]>,
): Promise<Outcome | undefined> {
  const held = await readRound(tables, roundId);
  if (!held) return refused("no-such-round", `There is no round ${roundId}. Draft it first.`);
  const decided = decide(command, held.round, act.actor);
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  const round = decided.facts.reduce((before, fact) => evolve(before, fact, act.actor), held.round);
  const unchanged = decided.facts.length === 0;
  const outcome = {
    accepted: true,
    roundId,
    state: round.state,
    delegations: round.delegations,
    invitees: round.invitees,
    ...(unchanged && { unchanged }),
  } as const;
  if (unchanged) return answered(await commit(tables, act, { facts: [], outcome }), act, outcome, () => outcome);
  const forward = command.kind === "review" || command.kind === "release";
  const result = await commit(tables, act, {
    change: { before: held.row, after: roundRow(round, createdOf(held.row["created"], act.now)) },
    guards: forward
      ? [{ key: keys.convocation(round.convocationId), when: [["state", "=", "convened"]], refusal: "not-convened" }]
      : [],
    facts: decided.facts,
    mails,
    outcome,
  });
  if (result.kind === "moved-on") return undefined;
  return answered(result, act, outcome, () =>
    refused(
      "not-convened",
      `${round.convocationId} has ended, or is postponed or cancelled; nobody can be invited to it now.`,
    ),
  );
}
