import type * as z from "zod/mini";
import type { Convocation } from "#domain/convocation";
import type { Change } from "#domain/meeting-change";
import { asOf, chairOf, changesBetween, type PastChange } from "#domain/meeting-then";
import { afterChanges, type Registration } from "#domain/registration";
import { forCalendars } from "#domain/told";
import type { invitationDelegationTold } from "#events/invitation/delegation-told.v1";
import { registrationCancelled } from "#events/registration/cancelled.v1";
import { registrationRegistered } from "#events/registration/registered.v1";
import { type Act, type Commit, commit } from "#platform/commit";
import { isBeforeRestore } from "#platform/restored";
import type { Row, Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { type DelegationView, holderOf, type RegistrationRow, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { type Mail, mailKey, mailSchema, queuedMail, urgentMail } from "#records/mail";
import { readChanges } from "#records/meeting-change";
import { howOf, rowOf } from "./how.ts";

const MOST_TRIES = 8;

/**
 * Registrations follow the meeting until the revision that their delegation was told of: what moved moves in the calendars, what is
 * cancelled goes from them, and each person has one mail about it. A registration knows its revision: the fact twice changes nothing.
 */
export const onInvitationDelegationTold =
  ({ tables }: { tables: Tables }) =>
  async ({ data, at }: z.infer<typeof invitationDelegationTold.schema>, act: Act): Promise<void> => {
    const dated = isBeforeRestore(at) ? at : act.now;
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const current = { ...act, commitId: `${act.commitId}.${attempt}` };
      if (await followed(tables, current, data.delegationId, dated)) return;
    }
    throw new Error(
      `The registrations of ${data.delegationId} changed ${MOST_TRIES} times meanwhile; the fact is handled again.`,
    );
  };

/** False where a registration was changed by another meanwhile. */
async function followed(tables: Tables, act: Act, delegationId: string, dated: string): Promise<boolean> {
  const view = await readDelegation(tables, delegationId);
  const held = view && (await readConvocation(tables, view.delegation.convocationId));
  if (!view || !held) throw new Error(`The delegation ${delegationId} that was told, or its meeting, is not there.`);
  const registered = view.registrations.filter(({ registration }) => registration.state === "registered");
  if (registered.length === 0) return true;
  const changes = await readChanges(tables, held.convocation.id);
  const convocation = asOf(held.convocation, changes, view.delegation.rev);
  for (const { row, registration } of registered)
    if (!(await follow(tables, act, { view, convocation, changes, row, registration, dated }))) return false;
  return true;
}

interface Following {
  readonly view: DelegationView;
  /** At the revision that the delegation was told of. */
  readonly convocation: Convocation;
  readonly changes: readonly PastChange[];
  readonly row: Row;
  readonly registration: RegistrationRow;
  readonly dated: string;
}

async function follow(tables: Tables, act: Act, following: Following): Promise<boolean> {
  const { view, convocation, changes, row, registration, dated } = following;
  const { delegation } = view;
  const { number, parts, rev } = registration;
  const since = forCalendars(changesBetween(changes, { from: rev, to: convocation.revision, parts }), parts);
  if (since.length === 0) return true;
  const cancelled = convocation.parts.filter(({ state }) => state === "cancelled").map(({ id }) => id);
  const change = afterChanges(registration, cancelled);
  const voided = since.some(({ voids }) => voids) ? { voidedAt: convocation.revision } : {};
  const unsent = await unsentOf(tables, registration);
  const version = registration.v + 1;
  const { mailId, key } = urgentMail(delegation.id, "change", `${number}${version}`);
  const told = registration.email === "" ? {} : { change: mailId };
  const after = { ...registration, ...change, ...voided, rev: convocation.revision, ...told };
  const ids = {
    delegationId: delegation.id,
    convocationId: convocation.id,
    person: number,
    sequence: after.sequence,
  };
  const mail = queuedMail(
    { mailId, key },
    {
      kind: "change",
      to: receiver(view, registration),
      language: registration.language,
      convocationId: convocation.id,
      delegation: delegation.id,
      person: number,
      ...(registration.personId !== undefined && { personId: registration.personId }),
      revision: convocation.revision,
      at: dated,
      about: {
        from: Number(unsent?.about["from"] ?? rev),
        asks: asked(convocation, after, since),
        chair: chairOf(convocation) ?? "",
        name: registration.name,
        // Whatever they were registered for when they were told last: of what is gone the calendar hears too.
        parts: partsIn(unsent) ?? [...parts],
        sequence: after.sequence,
        generation: after.generation,
        ...howOf(after),
      },
    },
  );
  const result = await commit(
    tables,
    { ...act, commitId: `${act.commitId}.${number}` },
    {
      change: { before: row, after: { ...row, ...rowOf(after), ...keys.registration(delegation.id, number) } },
      ledger: { pk: `REG#${delegation.id}${number}`, version },
      facts: [
        after.state === "registered"
          ? registrationRegistered({ ...ids, parts: [...after.parts] })
          : registrationCancelled(ids),
      ],
      moves: givingWay(unsent),
      // Who has no address hears of it from whoever answers for the party.
      mails: registration.email === "" ? [] : [mail],
    },
  );
  return result.kind === "done";
}

/** Whoever is asked again confirms; what is postponed waits. */
function asked(
  { parts: meetings }: Convocation,
  { state, parts }: Pick<Registration, "state" | "parts">,
  since: readonly Change[],
): "confirm" | "wait" | "nothing" {
  const mine = meetings.filter(({ id }) => parts.includes(id));
  if (state === "cancelled") return "nothing";
  const again = since.some(
    (change) => change.confirm && mine.some(({ id, state: now }) => now === "convened" && change.parts.includes(id)),
  );
  if (again) return "confirm";
  return mine.some((part) => part.state === "postponed") ? "wait" : "nothing";
}

/** To the person, or to whom they were named by where they gave no address. */
function receiver({ nominations, invitees, former }: DelegationView, { number, name, email }: RegistrationRow) {
  const nomination = nominations.find((one) => one.number === number);
  const named = nomination?.through ?? "";
  const through = holderOf(invitees, named) ?? former.find((invitee) => invitee.number === named);
  return { name: nomination?.email === null ? (through?.name ?? name) : name, address: email };
}

/** A mail about earlier changes that has not left yet: this one says it too. */
async function unsentOf(tables: Tables, { change }: RegistrationRow): Promise<Mail | undefined> {
  const key = change === undefined ? undefined : mailKey(change);
  const row = key && (await tables.get(key));
  const mail = row && mailSchema.parse(row);
  return mail?.state === "queued" ? mail : undefined;
}
function partsIn(mail: Mail | undefined): string[] | undefined {
  const parts = mail?.about["parts"];
  return Array.isArray(parts) ? parts : undefined;
}
function givingWay(mail: Mail | undefined): NonNullable<Commit["moves"]> {
  if (!mail) return [];
  const set = { state: "skipped", reason: "superseded" };
  return [
    {
      update: { key: { pk: mail.pk, sk: mail.sk }, set, when: [["state", "=", "queued"]] },
      refusal: "left-meanwhile",
    },
  ];
}
