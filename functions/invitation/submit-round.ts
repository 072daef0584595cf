import type * as z from "zod/mini";
import { isRefusal } from "#domain/refusal";
import { decide, evolve } from "#domain/round";
import type { submitRound } from "#events/commands/submit-round.v1";
import { canonical } from "#platform/canonical";
import type { Ids } from "#platform/clock";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import { digest } from "#platform/ids";
import { inParallel } from "#platform/parallel";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { keys } from "#records/keys";
import { readRegistries, samePerson } from "#records/registry";
import { readRound } from "#records/round";
import { alreadyInvited, withRegistered } from "./already-invited.ts";
import { freezeAudience, MOST_INVITEES } from "./freeze-audience.ts";
import { roundRow } from "./rows.ts";

/** Resolves and freezes the audience. Its pages are written first and count only once the round names their number and hash. */
export const submitRoundStep =
  ({ tables, ids }: { tables: Tables; ids: Ids }) =>
  async (command: z.infer<typeof submitRound.schema>, act: Act): Promise<Outcome> => {
    const held = await readRound(tables, command.roundId);
    if (!held) return refused("no-such-round", `There is no round ${command.roundId}. Draft it first.`);
    const convened = await readConvocation(tables, held.round.convocationId);
    if (!convened) return refused("no-such-meeting", `There is no meeting ${held.round.convocationId}.`);
    const registries = await readRegistries(tables, convened.convocation.dialogues);
    const { invited, free } = await alreadyInvited(tables, held.round);
    const audience = freezeAudience(
      held.round,
      convened.convocation,
      registries,
      invited,
      ids.delegation,
      await samePerson(tables, registries),
    );
    const { tooLarge } = audience;
    const pages = audience.pages.map((entries) =>
      entries.map((entry) => {
        const replaces = free.get(entry.code);
        return replaces === undefined ? entry : { ...entry, replaces };
      }),
    );
    if (tooLarge.length > 0)
      return refused(
        "too-many-invitees",
        `${tooLarge.map(({ code, invitees }) => `${code} has ${invitees} people to write to`).join(", ")}; a round writes to at most ${MOST_INVITEES} of one party. End the terms of those who need no invitation of their own, import again, and submit again.`,
      );
    const leftOut = await withRegistered(tables, audience.leftOut, invited);
    const frozen = {
      pages: pages.length,
      delegations: pages.flat().length,
      invitees: pages.flat().reduce((sum, entry) => sum + entry.invitees.length, 0),
      hash: digest(canonical(pages)).slice(0, 16),
    };
    const alreadyThere = leftOut.filter(({ why }) => why.startsWith("already-")).length;
    const decided = decide({ kind: "submit", frozen, alreadyInvited: alreadyThere }, held.round, act.actor);
    const listed = { leftOut: leftOut.map((out) => ({ ...out })), leftOutCount: leftOut.length };
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, { ...decided.details, ...listed });
    for (const [page, entries] of pages.entries())
      await tables.put(
        {
          ...keys.audiencePage(command.roundId, frozen.hash, page),
          page,
          entries: JSON.parse(JSON.stringify(entries)),
        },
        [],
      );
    await inParallel(leftOut, 8, async (out) => {
      await tables.put({ ...keys.leftOut(command.roundId, frozen.hash, out.code), ...out }, []);
    });

    const round = decided.facts.reduce((before, fact) => evolve(before, fact, act.actor), held.round);
    const outcome = {
      accepted: true,
      roundId: round.id,
      state: round.state,
      ...frozen,
      ...listed,
    } as const;
    const result = await commit(tables, act, {
      change: { before: held.row, after: roundRow(round, createdOf(held.row["created"], act.now)) },
      facts: decided.facts,
      outcome,
    });
    return answered(result, act, outcome, () => changedMeanwhile(`Round ${command.roundId}`));
  };

export function createdOf(value: unknown, now: string): string {
  return typeof value === "string" ? value : now;
}
