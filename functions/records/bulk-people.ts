import { indexOfPerson } from "#domain/person-number";
import { type Act, commit } from "#platform/commit";
import { derivedId } from "#platform/ids";
import { isBeforeRestore } from "#platform/restored";
import type { Key, Tables } from "#platform/table";
import { bulkPage, PAGE_DONE } from "#records/bulk-page";
import { pageNumber } from "#records/keys";
import { bulkMail, type Mail, queuedMail } from "#records/mail";

/** Somebody of a delegation who is written to. */
export interface Recipient {
  readonly number: string;
  readonly name: string;
  readonly email: string;
  readonly language: Mail["language"];
  readonly personId?: string;
}
export interface BulkOf {
  readonly batchId: string;
  readonly kind: Mail["kind"];
  readonly convocationId: string;
  readonly revision: number;
  readonly about: Mail["about"];
  guard(page: string): Key;
}
/** People a transaction may write to, its guard and fact beside them. */
const A_GROUP = 90;

/**
 * Writes a mail to each of a delegation's people. Where one lands depends on round, page, place and number alone, so that a
 * step or a notice that runs twice lands on the same keys and writes nothing the second time.
 */
export async function writeToPeople(
  tables: Tables,
  act: Act,
  bulk: BulkOf,
  place: { roundId: string; page: number; index: number; did: string },
  people: readonly Recipient[],
  /** When that was decided which they are written to about: what is of before a restore does not leave. */
  since: string = act.now,
): Promise<void> {
  const restored = isBeforeRestore(since);
  for (const [group, members] of Map.groupBy(people, ({ number }) => Math.floor(indexOfPerson(number) / A_GROUP))) {
    const page = `${derivedId(place.roundId).slice(0, 6)}${pageNumber(place.page)}e${place.index}g${group}`;
    const mails = members.map(({ number, name, email, language, personId }) =>
      queuedMail(bulkMail(bulk.batchId, page, `${place.did}${number}`), {
        kind: bulk.kind,
        to: { name, address: email },
        language,
        convocationId: bulk.convocationId,
        delegation: place.did,
        person: number,
        ...(personId !== undefined && { personId }),
        revision: bulk.revision,
        at: restored ? since : act.now,
        about: bulk.about,
      }),
    );
    const result = await commit(
      tables,
      { ...act, commitId: `${act.commitId}.${page}` },
      bulkPage({ batchId: bulk.batchId, page, guard: bulk.guard(page), now: act.now, mails, restored }),
    );
    if (result.kind === "refused" && result.refusal !== PAGE_DONE)
      throw new Error(`The mails of ${bulk.batchId} ${page} could not be written: ${result.refusal}.`);
  }
}
