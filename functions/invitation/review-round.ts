import type * as z from "zod/mini";
import type { reviewRound } from "#events/commands/review-round.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { moveRound } from "./move-round.ts";

export const reviewRoundStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof reviewRound.schema>, act: Act): Promise<Outcome> =>
    moveRound(tables, act, command.roundId, { kind: "review", hash: command.hash });
