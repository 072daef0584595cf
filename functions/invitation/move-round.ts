import { isRefusal } from "#domain/refusal";
import { decide, evolve, type RoundCommand } from "#domain/round";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";
import { readRound } from "#records/round";
import { roundRow } from "./rows.ts";
import { createdOf } from "./submit-round.ts";

/** A round's next state: four items whatever its size. The convocation must still be convened at that instant. */
export async function moveRound(tables: Tables, act: Act, roundId: string, command: RoundCommand): Promise<Outcome> {
  const held = await readRound(tables, roundId);
  if (!held) return refused("no-such-round", `There is no round ${roundId}. Draft it first.`);
  const decided = decide(command, held.round, act.actor);
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  const round = decided.facts.reduce((before, fact) => evolve(before, fact, act.actor), held.round);
  const outcome = {
    accepted: true,
    roundId,
    state: round.state,
    delegations: round.delegations,
    invitees: round.invitees,
  } as const;
  const result = await commit(tables, act, {
    change: { before: held.row, after: roundRow(round, createdOf(held.row["created"], act.now)) },
    guards: [
      { key: keys.convocation(round.convocationId), when: [["state", "=", "convened"]], refusal: "not-convened" },
    ],
    facts: decided.facts,
    outcome,
  });
  return answered(result, act, outcome, (refusal) =>
    refusal === undefined
      ? changedMeanwhile(`Round ${roundId}`)
      : refused(refusal, `${round.convocationId} has ended; nobody can be invited to it.`),
  );
}
