import type * as z from "zod/mini";
import { handOverChair as decide } from "#domain/convocation";
import { isRefusal } from "#domain/refusal";
import type { handOverChair } from "#events/commands/hand-over-chair.v1";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { changeRow } from "#records/meeting-change";
import { readRegistry } from "#records/registry";
import { convocationRow } from "./rows.ts";

export const handOverChairStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof handOverChair.schema>, act: Act): Promise<Outcome> => {
    const held = await readConvocation(tables, command.convocationId);
    if (!held) return refused("no-such-meeting", `There is no meeting ${command.convocationId}.`);
    const { registry } = await readRegistry(tables, held.convocation.dialogueId);
    if (!registry.parties.some((party) => party.code === command.to))
      return refused("unknown-party", `The dialogue knows no party ${command.to}.`);
    const decided = decide(held.convocation, command, act.now);
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const outcome = {
      accepted: true,
      convocationId: command.convocationId,
      revision: decided.convocation.revision,
      part: command.part,
      chair: command.to,
    } as const;
    const result = await commit(tables, act, {
      change: { before: held.row, after: convocationRow(decided.convocation) },
      creates: [{ row: changeRow(command.convocationId, decided.change, act.actor), refusal: "changed-meanwhile" }],
      facts: decided.facts,
      outcome,
    });
    return answered(result, act, outcome, () => changedMeanwhile("The meeting"));
  };
