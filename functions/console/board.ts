import * as z from "zod/mini";
import { attendsAs } from "#domain/attends";
import { fourNumbers, type MailState } from "#domain/mail-state";
import { inPartyOrder } from "#domain/party-order";
import { caughtUp, toConfirm } from "#domain/told";
import type { Row, Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { type DelegationView, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { mailKey, mailSchema } from "#records/mail";
import { readRegistry } from "#records/registry";
import { readInvitationMails, releasedRounds } from "#records/round";

/** A convocation at this instant, from the rows themselves: what each party was sent and what it said. Reads strongly, but for the list of rounds. */
export async function board(tables: Tables, convocationId: string) {
  const held = await readConvocation(tables, convocationId);
  if (!held) return undefined;
  const { registry, order } = await readRegistry(tables, held.convocation.dialogueId);
  const names = new Map(registry.parties.map((party) => [party.code, party.names.en]));
  const invited = await tables.query({ pk: keys.convocation(convocationId).pk, prefix: "INVITED#" });
  const invitations = await invitationMails(tables, convocationId);
  const parties = [];
  for (const row of invited) {
    const { did } = z.object({ did: z.string() }).parse(row);
    const view = await readDelegation(tables, did);
    if (!view) continue;
    // Whoever took over a place has an invitation of their own, beside the round's.
    const later = [...view.invitees, ...view.former].flatMap(({ invitation }) =>
      invitation.startsWith("D-") ? (mailKey(invitation) ?? []) : [],
    );
    invitations.push(...(later.length === 0 ? [] : await tables.getMany(later)));
    const states = invitations.filter((mail) => mail["delegation"] === did).map(stateOf);
    const delegation = caughtUp(view.delegation, held.convocation);
    const again = toConfirm(delegation);
    const statuses = Object.entries(delegation.parts).map(([part, { status }]): readonly [string, string] => [
      part,
      again.includes(part) ? "to-confirm" : status,
    ]);
    const registered = view.registrations.filter(({ registration }) => registration.state === "registered");
    parties.push({
      code: view.delegation.partyCode,
      name: names.get(view.delegation.partyCode) ?? view.delegation.partyCode,
      invited: view.invitees.length,
      mails: fourNumbers(states),
      parts: Object.fromEntries(statuses),
      answer: summary(statuses.map(([, status]) => status)),
      proposed: view.nominations.filter(({ state }) => state === "proposed").length,
      registered: registered.length,
      /** Registered people who join at least one part online. */
      online: registered.filter((one) => held.convocation.parts.some(({ id, modality }) => isOnline(one, id, modality)))
        .length,
      registeredFor: Object.fromEntries(
        Object.keys(view.delegation.parts).map((part) => [
          part,
          registered.filter(({ registration }) => registration.parts.includes(part)).length,
        ]),
      ),
    });
  }
  const byCode = Map.groupBy(parties, ({ code }) => code);
  return {
    convocationId,
    state: held.convocation.state,
    revision: held.convocation.revision,
    mails: fourNumbers(invitations.map(stateOf)),
    parties: inPartyOrder([...byCode.keys()], registry.parties, order, "en").flatMap((code) => byCode.get(code) ?? []),
  };
}

/** A party that is asked again is to confirm; else it is coming if it comes to any part, silent while any part is open and none is answered with yes, else it regrets. */
function summary(statuses: readonly string[]): "to-confirm" | "coming" | "silent" | "regrets" {
  if (statuses.includes("to-confirm")) return "to-confirm";
  if (statuses.some((status) => status.startsWith("coming"))) return "coming";
  return statuses.includes("unanswered") ? "silent" : "regrets";
}

function isOnline(
  { registration: { parts, attends } }: DelegationView["registrations"][number],
  part: string,
  modality: "in-person" | "online" | "hybrid",
): boolean {
  return parts.includes(part) && attendsAs(modality, attends?.[part]) === "online";
}

const stateOf = (row: Row): MailState => mailSchema.parse(row).state;

async function invitationMails(tables: Tables, convocationId: string): Promise<Row[]> {
  const rounds = await releasedRounds(tables, convocationId);
  const mails: Row[] = [];
  for (const round of rounds) mails.push(...(await readInvitationMails(tables, round)));
  return mails;
}
