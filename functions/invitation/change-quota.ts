import type * as z from "zod/mini";
import { changeQuota as decide } from "#domain/quota";
import { isRefusal } from "#domain/refusal";
import type { changeQuota } from "#events/commands/change-quota.v1";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readInvited } from "#records/convocation";
import { readDelegation } from "#records/delegation";
import { delegationRow } from "./rows.ts";

export const changeQuotaStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof changeQuota.schema>, act: Act): Promise<Outcome> => {
    const { convocationId, party, part, quota = null } = command;
    const did = await readInvited(tables, convocationId, party);
    const view = did === undefined ? undefined : await readDelegation(tables, did);
    if (!view) return refused("no-such-invitation", `${party} was not invited to ${convocationId}.`);
    const { delegation, nominations } = view;
    const decided = decide({ delegation, nominations }, { part, quota });
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const { named, facts } = decided;
    const version = delegation.v + 1;
    const outcome = { accepted: true, convocationId, party, part, named, version } as const;
    const { roundId, page, member, rev } = delegation;
    const result = await commit(tables, act, {
      change: {
        before: view.head,
        after: delegationRow({ ...decided.delegation, roundId, page, member, rev }, view.invitees.length),
      },
      facts,
      outcome,
    });
    return answered(result, act, outcome, () => changedMeanwhile("The delegation"));
  };
