import type { Convocation } from "#domain/convocation";
import type { Change } from "#domain/meeting-change";
import { changesBetween } from "#domain/meeting-then";
import { indexOfPerson } from "#domain/person-number";
import { caughtUp, toConfirm } from "#domain/told";
import { invitationDelegationTold } from "#events/invitation/delegation-told.v1";
import { type Act, type CommitResult, commit } from "#platform/commit";
import { count } from "#platform/metrics";
import { isBeforeRestore } from "#platform/restored";
import type { Tables } from "#platform/table";
import { bulkPage, PAGE_DONE } from "#records/bulk-page";
import { readConvocation } from "#records/convocation";
import { type DelegationView, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";
import { type Mail, mailKey, mailSchema } from "#records/mail";
import { readChanges } from "#records/meeting-change";
import { delegationRow } from "./rows.ts";
import { MEANWHILE, type Telling, tellInvitee } from "./tell-invitee.ts";

export interface Meeting {
  readonly convocation: Convocation;
  readonly changes: readonly Change[];
}
/** The meeting with everything that changed of it; the changes are read after it, so none that made it is missing. */
export async function readMeeting(tables: Tables, id: string): Promise<Meeting | undefined> {
  const held = await readConvocation(tables, id);
  return held && { convocation: held.convocation, changes: await readChanges(tables, id) };
}

/** People of a transaction: each has a row, a mail and perhaps another mail that is taken back. */
const A_GROUP = 28;
const MOST_TRIES = 8;

/**
 * Brings a delegation to its meeting's revision, and tells its invitees once about everything since the revision they were told
 * of. The last transaction moves the delegation; a try that broke off before it is made again and finds what it has done.
 */
export async function tellDelegation(
  tables: Tables,
  act: Act,
  did: string,
  { convocation, changes }: Meeting,
  /** When it changed: what is of before a restore does not leave. */
  since: string,
): Promise<void> {
  for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
    const view = await readDelegation(tables, did);
    if (!view || view.delegation.rev >= convocation.revision) return;
    const current = { ...act, commitId: `${act.commitId}.${attempt}` };
    if (await told(tables, current, view, { convocation, changes }, since)) return;
  }
  throw new Error(`The delegation ${did} changed ${MOST_TRIES} times while it was told; it is told again.`);
}

/** False where something changed meanwhile. */
async function told(tables: Tables, act: Act, view: DelegationView, meeting: Meeting, since: string): Promise<boolean> {
  const { convocation, changes } = meeting;
  const { delegation, invitees } = view;
  const { revision } = convocation;
  const after = caughtUp(delegation, convocation);
  const between = { from: delegation.rev, to: revision, parts: Object.keys(delegation.parts) };
  const mails = await mailsOf(tables, view);
  const restored = isBeforeRestore(since);
  const telling: Telling = {
    convocation,
    delegation: after,
    registrations: view.registrations.map(({ registration }) => registration),
    changes: changesBetween(changes, between),
    again: toConfirm(after).length > toConfirm(delegation).length,
    from: delegation.rev,
    at: restored ? since : act.now,
    now: act.now,
  };
  const groups = [...Map.groupBy(invitees, ({ number }) => Math.floor(indexOfPerson(number) / A_GROUP))];
  const batchId = `c-${convocation.id}-r${revision}`;
  for (const [place, [group, people]] of (groups.length > 0 ? groups : [[0, []] as const]).entries()) {
    const page = `${delegation.id}g${group}`;
    const each = people.map((invitee) => tellInvitee(invitee, mails, { ...telling, batchId, page }));
    const bulk = bulkPage({
      batchId,
      page,
      guard: keys.told(convocation.id, revision, page),
      now: act.now,
      mails: each.flatMap(({ mail }) => mail ?? []),
      restored,
    });
    const moves = each.flatMap((one) => one.moves);
    const creates = [...bulk.creates, ...each.flatMap((one) => one.handedOutAgain)];
    const own = { ...act, commitId: `${act.commitId}.${page}` };
    const last = place === Math.max(0, groups.length - 1);
    const result: CommitResult = last
      ? await commit(tables, own, {
          change: { before: view.head, after: delegationRow({ ...after, rev: revision }, invitees.length) },
          creates,
          moves,
          facts: [
            invitationDelegationTold({ delegationId: delegation.id, convocationId: convocation.id, revision }),
            ...bulk.facts,
          ],
        })
      : await commit(tables, own, { ...bulk, creates, moves });
    if (result.kind === "done")
      count(
        "MailsNotSent",
        moves.filter(({ update }) => ["skipped", "cancelled"].includes(String(update.set?.["state"]))).length,
      );
    if (result.kind === "done" || (result.kind === "refused" && result.refusal === PAGE_DONE && !last)) continue;
    if (result.kind === "moved-on" || (result.kind === "refused" && result.refusal === MEANWHILE)) return false;
    throw new Error(`The delegation ${delegation.id} could not be told of revision ${revision}: ${result.kind}.`);
  }
  return true;
}

/** The invitations of a delegation's invitees, and the mails that told them of changes before. */
async function mailsOf(tables: Tables, { invitees }: DelegationView): Promise<ReadonlyMap<string, Mail>> {
  const wanted = invitees.flatMap(({ invitation, change }) => [invitation, ...(change === undefined ? [] : [change])]);
  const rows = await tables.getMany(wanted.flatMap((mailId) => mailKey(mailId) ?? []));
  return new Map(rows.map((row) => mailSchema.parse(row)).map((mail) => [mail.mailId, mail]));
}
