import type * as z from "zod/mini";
import type { releaseRound } from "#events/commands/release-round.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { moveRound } from "./move-round.ts";

export const releaseRoundStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof releaseRound.schema>, act: Act): Promise<Outcome> =>
    moveRound(tables, act, command.roundId, { kind: "release", hash: command.hash });
