import type * as z from "zod/mini";
import { unknownParties } from "#domain/audience";
import { draft } from "#domain/round";
import type { draftRound } from "#events/commands/draft-round.v1";
import { answered, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readRegistry } from "#records/registry";
import { roundRow } from "./rows.ts";

export const draftRoundStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof draftRound.schema>, act: Act): Promise<Outcome> => {
    const held = await readConvocation(tables, command.convocationId);
    if (!held) return refused("no-such-meeting", `There is no meeting ${command.convocationId}. Convene it first.`);
    const { state } = held.convocation;
    if (state !== "convened")
      return refused(
        "not-convened",
        state === "postponed"
          ? `${command.convocationId} is postponed; give it its new date first (reschedule), then invite.`
          : `${command.convocationId} ${state === "ended" ? "has ended" : "is cancelled"}; nobody can be invited to it.`,
      );
    const { registry } = await readRegistry(tables, held.convocation.dialogueId);
    const strangers = unknownParties(command.audience, registry);
    if (strangers.length > 0)
      return refused(
        "unknown-party",
        `The dialogue knows no party ${strangers.join(", ")}. Correct the code, or import the party first.`,
      );
    const empty = {
      state: "draft",
      reviewer: null,
      releaser: null,
      pages: 0,
      delegations: 0,
      invitees: 0,
      hash: "",
    } as const;
    const round = {
      ...empty,
      id: command.roundId,
      convocationId: command.convocationId,
      template: command.template,
      audience: command.audience,
      drafter: act.actor,
    };
    const outcome = { accepted: true, roundId: round.id, state: "draft" } as const;
    const result = await commit(tables, act, {
      change: { before: undefined, after: roundRow(round, act.now) },
      ...draft(command),
      outcome,
    });
    return answered(result, act, outcome, () =>
      refused("already-drafted", `There is a round ${command.roundId} already. Choose another id.`),
    );
  };
