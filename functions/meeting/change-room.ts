import type * as z from "zod/mini";
import { isRefusal } from "#domain/refusal";
import { changeRoom as decide } from "#domain/room";
import type { changeRoom } from "#events/commands/change-room.v1";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { reached } from "#records/reached";
import { convocationRow } from "./rows.ts";

export const changeRoomStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof changeRoom.schema>, act: Act): Promise<Outcome> => {
    const { convocationId, part, capacity = null } = command;
    const held = await readConvocation(tables, convocationId);
    if (!held) return refused("no-such-meeting", `There is no meeting ${convocationId}.`);
    const { registered } = await reached(tables, convocationId, [part]);
    const decided = decide(held.convocation, { part, capacity }, registered);
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const outcome = { accepted: true, convocationId, part, capacity, registered } as const;
    const result = await commit(tables, act, {
      change: { before: held.row, after: convocationRow(decided.convocation) },
      facts: decided.facts,
      outcome,
    });
    return answered(result, act, outcome, () => changedMeanwhile("The meeting"));
  };
