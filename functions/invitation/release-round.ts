import type * as z from "zod/mini";
import { wasReleased } from "#domain/round";
import type { releaseRound } from "#events/commands/release-round.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { environment } from "#platform/environment";
import type { Finding } from "#platform/finding";
import type { Readiness } from "#platform/readiness";
import type { Tables } from "#platform/table";
import { readRound } from "#records/round";
import { moveRound } from "./move-round.ts";

/** Lets a round go, whoever asks, once its mails can arrive: in a stage with the gate nothing leaves before. */
export const releaseRoundStep =
  ({ tables, readiness }: { tables: Tables; readiness: Readiness }) =>
  async (command: z.infer<typeof releaseRound.schema>, act: Act): Promise<Outcome> => {
    const held = await readRound(tables, command.roundId);
    const missing = held && !wasReleased(held.round.state) ? await readiness.missing() : undefined;
    return missing
      ? notReady(command.roundId, missing)
      : moveRound(tables, act, command.roundId, { kind: "release", hash: command.hash });
  };

function notReady(roundId: string, { check, said, todo }: Finding): Outcome {
  const stage = environment("STAGE");
  const help = todo === undefined ? "" : ` ${todo}`;
  return refused(
    "not-ready",
    `Round ${roundId} does not leave yet, because its mails would not arrive. ${check}: ${said}.${help} Everything at once: convoke doctor --stage ${stage}`,
    { check },
  );
}
