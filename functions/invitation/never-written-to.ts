import { isEnd } from "#domain/mail-state";
import type { Row, Tables } from "#platform/table";
import { readDelegation } from "#records/delegation";
import { mailKey, mailSchema } from "#records/mail";
import { readRound } from "#records/round";

/**
 * Parties that stand as invited by a round that was stopped before a single mail to them left: another round may invite them.
 * Their delegations by code. `invited`: the rows of a convocation's invited parties.
 */
export async function neverWrittenTo(tables: Tables, invited: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const stopped = new Set<string>();
  for (const id of new Set(invited.map((row) => String(row["roundId"]))))
    if ((await readRound(tables, id))?.round.state === "stopped") stopped.add(id);
  const free = new Map<string, string>();
  for (const row of invited) {
    const view = stopped.has(String(row["roundId"])) ? await readDelegation(tables, String(row["did"])) : undefined;
    if (!view || view.responses.length > 0) continue;
    const mails = await tables.getMany(
      [...view.invitees, ...view.former].flatMap(({ invitation }) => mailKey(invitation) ?? []),
    );
    if (mails.every((mail) => isEnd(mailSchema.parse(mail).state)))
      free.set(view.delegation.partyCode, view.delegation.id);
  }
  return free;
}
