import type * as z from "zod/mini";
import type { Nomination } from "#domain/delegation";
import { type Change, reconcile } from "#domain/registration";
import type { invitationAnswered } from "#events/invitation/answered.v1";
import { registrationCancelled } from "#events/registration/cancelled.v1";
import { registrationRegistered } from "#events/registration/registered.v1";
import { type Act, commit } from "#platform/commit";
import { isBeforeRestore } from "#platform/restored";
import type { Row, Tables } from "#platform/table";
import { type DelegationView, holderOf, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { queuedMail, urgentMail } from "#records/mail";

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
  const known = new Map(
    view.registrations.map(({ row, registration }) => [registration.number, { row, registration }]),
  );
  for (const nomination of view.nominations) {
    const held = known.get(nomination.number);
    const change = reconcile(nomination, held?.registration);
    if (change && !(await write(tables, act, view, nomination, change, dated, held?.row))) return false;
  }
  return true;
}

/** False where the registration was changed by another meanwhile. */
async function write(
  tables: Tables,
  act: Act,
  view: DelegationView,
  nomination: Nomination,
  change: Change,
  dated: string,
  before: Row | undefined,
): Promise<boolean> {
  const { delegation } = view;
  const everybody = [...view.invitees, ...view.former];
  // Whoever took over from the one who named them; nobody did: the one who named them.
  const through =
    holderOf(view.invitees, nomination.through) ?? everybody.find(({ number }) => number === nomination.through);
  const own = everybody.find(({ number }) => number === nomination.number);
  const version = (typeof before?.["v"] === "number" ? before["v"] : 0) + 1;
  const email = nomination.email ?? (nomination.onBehalf ? "" : (through?.email ?? ""));
  const registration = {
    number: nomination.number,
    ...rowOf(change.registration),
    name: nomination.name,
    email,
    language: nomination.language,
    ...(own && { personId: own.personId }),
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
                revision: 0,
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

/** A row holds copies: what the domain holds is read only. */
function rowOf({ attends, ...registration }: Change["registration"]) {
  return { ...registration, ...(attends !== undefined && { attends: { ...attends } }) };
}

/** In what function and how they take part, as a mail's row can hold it: the parts of each. */
function howOf({ capacity, attends = {} }: Pick<Change["registration"], "capacity" | "attends">) {
  const partsOf = (wanted: string) => Object.keys(attends).filter((part) => attends[part] === wanted);
  return {
    ...(capacity !== undefined && { capacity }),
    ...(partsOf("online").length > 0 && { online: partsOf("online") }),
    ...(partsOf("in-person").length > 0 && { inPerson: partsOf("in-person") }),
  };
}
