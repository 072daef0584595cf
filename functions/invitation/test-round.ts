import type * as z from "zod/mini";
import { addressFault, addressSentence } from "#domain/address";
import { isListed } from "#domain/allow-list";
import type { testRound } from "#events/commands/test-round.v1";
import type { Ids } from "#platform/clock";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { environment, environmentList } from "#platform/environment";
import type { Tables } from "#platform/table";
import { readLetter } from "#records/letter";
import { queuedMail, urgentMail } from "#records/mail";
import { readRound } from "#records/round";
import { moveRound } from "./move-round.ts";

/** Puts the mail of one party, as a test, into the urgent lane. It is no invitation: no board counts it, and its link is dead. */
export const testRoundStep =
  ({ tables, ids }: { tables: Tables; ids: Ids }) =>
  async (command: z.infer<typeof testRound.schema>, act: Act): Promise<Outcome> => {
    const { roundId } = command;
    const to = receiver(command.to, act.actor);
    if (typeof to !== "string") return to;
    const held = await readRound(tables, roundId);
    if (!held) return refused("no-such-round", `There is no round ${roundId}. Draft it first.`);
    if (held.round.pages === 0)
      return refused("already-draft", `Round ${roundId} is still a draft; submit it, then its mail can be tested.`);
    const letter = await readLetter(tables, roundId, command.party);
    if (!letter) return refused("not-in-audience", `Round ${roundId} invites no party of this code.`);
    const { entry, person, convocation } = letter;
    const mail = queuedMail(urgentMail(entry.did, "test", ids.next()), {
      kind: "test",
      to: { name: "Test", address: to },
      language: command.language ?? person.language,
      convocationId: convocation.id,
      delegation: entry.did,
      person: entry.invitees[0]?.number ?? "",
      revision: convocation.revision,
      at: act.now,
      about: { roundId, party: entry.code },
    });
    return moveRound(tables, act, roundId, { kind: "test", partyCode: entry.code }, [mail]);
  };

/** Whom a test may go to: whoever asks, the secretariat's own mailbox, or who is on the stage's list. Never anybody else. */
function receiver(to: string, actor: string): string | Outcome {
  const own = actor.slice("staff:".length);
  const mine = addressFault(own) === undefined ? own : undefined;
  if (to === "me")
    return (
      mine ??
      refused(
        "no-address-of-yours",
        "Your sign-in name is not an e-mail address. Name the address that the test goes to.",
      )
    );
  const fault = addressFault(to);
  if (fault) return refused("address", `The e-mail address ${addressSentence(fault)}.`, { fault });
  const offered = [
    ...environmentList("ALLOW_LIST"),
    environment("MAIL_REPLY_TO"),
    ...(mine === undefined ? [] : [mine]),
  ];
  return isListed(offered, to)
    ? to
    : refused(
        "not-on-the-list",
        "A test goes to yourself, to the secretariat's mailbox or to an address on the stage's allow-list, to nobody else.",
      );
}
