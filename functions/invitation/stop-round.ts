import type * as z from "zod/mini";
import type { stopRound } from "#events/commands/stop-round.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { moveRound } from "./move-round.ts";

export const stopRoundStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof stopRound.schema>, act: Act): Promise<Outcome> =>
    moveRound(tables, act, command.roundId, { kind: "stop" });
