import type * as z from "zod/mini";
import type { Convocation } from "#domain/convocation";
import type { Nomination } from "#domain/delegation";
import { changesBetween } from "#domain/meeting-then";
import { type Change, reconcile } from "#domain/registration";
import { forCalendars } from "#domain/told";
import type { invitationAnswered } from "#events/invitation/answered.v1";
import { registrationCancelled } from "#events/registration/cancelled.v1";
import { registrationRegistered } from "#events/registration/registered.v1";
import { type Act, commit } from "#platform/commit";
import { isBeforeRestore } from "#platform/restored";
import type { Row, Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { type DelegationView, holderOf, type RegistrationRow, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { queuedMail, urgentMail } from "#records/mail";
import { readChanges } from "#records/meeting-change";
import { howOf, rowOf } from "./how.ts";

/**
 * Registrations follow the nominations as they stand, not as the fact says: facts come in any order and more than once.
 * Each person's registration is an aggregate of its own, with its own calendar sequence.
 */
export const onInvitationAnswered =
  ({ tables }: { tables: Tables }) =>
  async ({ data, at }: z.infer<typeof invitationAnswered.schema>, act: Act): Promise<void> => {
    // What was answered before a restore was confirmed then, as far as anybody knows: such a mail is dated so, and does not leave.
    const dated = isBeforeRestore(at) ? at : act.now;
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const current = { ...act, commitId: `${act.commitId}.${attempt}` };
      if (await reconciled(tables, current, data.delegationId, dated)) return;
    }
    throw new Error(
      `The registrations of ${data.delegationId} changed ${MOST_TRIES} times meanwhile; the fact is handled again.`,
    );
  };
/** Two facts of one delegation may be handled at the same moment: whoever is second looks again. */
const MOST_TRIES = 8;

async function reconciled(tables: Tables, act: Act, delegationId: string, dated: string): Promise<boolean> {
  const view = await readDelegation(tables, delegationId);
  if (!view) throw new Error(`The delegation ${delegationId} that answered is not there.`);
  const held = await readConvocation(tables, view.delegation.convocationId);
  if (!held) throw new Error(`The meeting of the delegation ${delegationId} is not there.`);
  const { convocation } = held;
  const cancelled = convocation.parts.filter(({ state }) => state === "cancelled").map(({ id }) => id);
  const known = new Map(
    view.registrations.map(({ row, registration }) => [registration.number, { row, registration }]),
  );
  for (const nomination of view.nominations) {
    const before = known.get(nomination.number);
    const change = reconcile(nomination, before?.registration, cancelled);
    if (change && !(await write(tables, act, { view, convocation }, nomination, change, dated, before))) return false;
  }
  return true;
}

/** False where the registration was changed by another meanwhile. */
async function write(
  tables: Tables,
  act: Act,
  { view, convocation }: { readonly view: DelegationView; readonly convocation: Convocation },
  nomination: Nomination,
  change: Change,
  dated: string,
  held: { readonly row: Row; readonly registration: RegistrationRow } | undefined,
): Promise<boolean> {
  const { delegation } = view;
  const everybody = [...view.invitees, ...view.former];
  // Whoever took over from the one who named them; nobody did: the one who named them.
  const through =
    holderOf(view.invitees, nomination.through) ?? everybody.find(({ number }) => number === nomination.through);
  const own = everybody.find(({ number }) => number === nomination.number);
  const before = held?.row;
  const version = (held?.registration.v ?? 0) + 1;
  const rev = await revisionOf(tables, change, held?.registration, convocation);
  const email = nomination.email ?? (nomination.onBehalf ? "" : (through?.email ?? ""));
  const registration = {
    number: nomination.number,
    ...rowOf(change.registration),
    name: nomination.name,
    email,
    language: nomination.language,
    rev,
    ...(own && { personId: own.personId }),
    ...kept(held?.registration),
  };
  const ids = {
    delegationId: delegation.id,
    convocationId: delegation.convocationId,
    person: nomination.number,
    sequence: registration.sequence,
  };
  const registered = registration.state === "registered";
  const kind = registered ? "confirmation" : "cancellation";
  const result = await commit(
    tables,
    { ...act, commitId: `${act.commitId}.${nomination.number}` },
    {
      change: { before, after: { ...registration, ...keys.registration(delegation.id, nomination.number) } },
      ledger: { pk: `REG#${delegation.id}${nomination.number}`, version },
      facts: [
        registered ? registrationRegistered({ ...ids, parts: [...registration.parts] }) : registrationCancelled(ids),
      ],
      mails:
        change.quiet || email === ""
          ? []
          : [
              queuedMail(urgentMail(delegation.id, kind, `${nomination.number}${version}`), {
                kind,
                to: {
                  name: nomination.email === null ? (through?.name ?? nomination.name) : nomination.name,
                  address: email,
                },
                language: nomination.language,
                convocationId: delegation.convocationId,
                delegation: delegation.id,
                person: nomination.number,
                ...(own && { personId: own.personId }),
                revision: rev,
                at: dated,
                // The words of a mail are those of its moment: what the registration was then stands here.
                about: {
                  name: nomination.name,
                  parts: [...registration.parts],
                  sequence: registration.sequence,
                  generation: registration.generation,
                  ...howOf(registration),
                },
              }),
            ],
    },
  );
  return result.kind !== "moved-on";
}

/**
 * Who is registered anew hears of the meeting as it is now. Whose registration only changes stays at the revision that they were told
 * of where their calendar does not know the rest yet: that reaches them with the mail about it.
 */
async function revisionOf(
  tables: Tables,
  { registration }: Change,
  held: RegistrationRow | undefined,
  { id, revision }: Convocation,
): Promise<number> {
  if (held === undefined || registration.generation !== held.generation || held.rev === revision) return revision;
  const { rev, parts } = held;
  const untold = forCalendars(changesBetween(await readChanges(tables, id), { from: rev, to: revision, parts }), parts);
  return untold.length === 0 ? revision : rev;
}

/** What stays known of a person, whatever they answer. */
function kept(held: RegistrationRow | undefined) {
  return {
    ...(held?.voidedAt !== undefined && { voidedAt: held.voidedAt }),
    ...(held?.change !== undefined && { change: held.change }),
  };
}
