import type * as z from "zod/mini";
import type { silenceMails } from "#events/commands/silence-mails.v1";
import { invitationMailsSilenced } from "#events/invitation/mails-silenced.v1";
import { answered, type Outcome } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { keys } from "#records/keys";

/** Silences reminders and notices to one invitee. Asked again, it is done already. */
export const silenceMailsStep =
  ({ tables }: { tables: Tables }) =>
  async ({ delegationId, person }: z.infer<typeof silenceMails.schema>, act: Act): Promise<Outcome> => {
    const outcome = { accepted: true } as const;
    const result = await commit(tables, act, {
      creates: [{ row: { ...keys.unsubscribed(delegationId, person), at: act.now }, refusal: "silent-already" }],
      ledger: { pk: `SIL#${delegationId}${person}`, version: 1 },
      facts: [invitationMailsSilenced({ delegationId, person })],
      outcome,
    });
    return answered(result, act, outcome, () => outcome);
  };
