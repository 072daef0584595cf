import type * as z from "zod/mini";
import type { settleMails } from "#events/commands/settle-mails.v1";
import { mailSettled } from "#events/mail/settled.v1";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import { isBeforeRestore, restoreEpoch } from "#platform/restored";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { createdOf, type Mail, mailKey, mailSchema, openBatchSchema } from "#records/mail";
import { mailPlaces, mailsAt, type Place } from "#records/unfinished";

/** Places that one command looks at: their mails are listed in its answer. */
const A_STRETCH = 25;
/** Nobody can say any more whether it left: the tables are older than the mail service's word. */
export const RESTORED = "restored";

interface Settled {
  readonly mailId: string;
  readonly kind: string;
  readonly state: string;
  readonly delegation: string;
  readonly person: string;
  /** Whether it was this command that set it to unknown. */
  readonly changed: boolean;
}

/** Sets what is unfinished of before the restore to unknown, and lists it. Asked again, it finds what is left. */
export const settleMailsStep =
  ({ tables }: { tables: Tables }) =>
  async ({ convocationId, after }: z.infer<typeof settleMails.schema>, act: Act): Promise<Outcome> => {
    const epoch = restoreEpoch();
    if (epoch === undefined)
      return refused("not-restored", "This stage was not restored: its configuration names no tables to go on from.");
    if (convocationId !== undefined && !(await readConvocation(tables, convocationId)))
      return refused("no-such-meeting", `There is no meeting ${convocationId}.`);
    const found = convocationId === undefined ? await ofPump(tables) : await ofMeeting(tables, convocationId, after);
    const mails = found.mails.map(({ changed: _, ...mail }) => mail);
    const changed = found.mails.filter((mail) => mail.changed).length;
    const outcome = { accepted: true, mails, ...(found.next !== undefined && { next: found.next }) } as const;
    const fact = mailSettled({ epoch, mails: changed, ...(convocationId !== undefined && { convocationId }) });
    const result = await commit(tables, act, {
      facts: changed === 0 ? [] : [fact],
      ledger: { pk: `STL#${act.command?.id ?? act.commitId}`, version: 1 },
      outcome,
    });
    return answered(result, act, outcome, () => changedMeanwhile("The list of mails"));
  };

async function ofMeeting(tables: Tables, convocationId: string, after: string | undefined) {
  const places = await mailPlaces(tables, convocationId);
  const names = places.map(nameOf);
  const from = after === undefined ? 0 : names.indexOf(after) + 1;
  const stretch = places.slice(from, from + A_STRETCH);
  const mails: Settled[] = [];
  for (const place of stretch) mails.push(...(await settledAt(tables, place)));
  return { mails, next: from + A_STRETCH < places.length ? names[from + stretch.length - 1] : undefined };
}

const nameOf = (place: Place) => ("page" in place ? place.page : place.delegation);

/** The pages on the pump's list, whatever meeting they are of; they leave it. */
async function ofPump(tables: Tables) {
  const open = (await tables.query({ pk: "OPEN", prefix: "bulk#" })).map((row) => openBatchSchema.parse(row));
  const older = open.filter(({ sk }) => isBeforeRestore(createdOf(sk)));
  const mails: Settled[] = [];
  for (const { pk, sk, batchId, page, mailId } of older.slice(0, A_STRETCH)) {
    const key = mailId === undefined ? undefined : mailKey(mailId);
    const one = key && (await tables.get(key));
    if (one) mails.push(...(await settle(tables, mailSchema.parse(one))));
    else if (mailId === undefined) mails.push(...(await settledAt(tables, { page: `MB#${batchId}#${page}` })));
    await tables.remove({ pk, sk });
  }
  return { mails, next: older.length > A_STRETCH ? "more" : undefined };
}

async function settledAt(tables: Tables, place: Place): Promise<Settled[]> {
  const rows = (await mailsAt(tables, place)).map((row) => mailSchema.parse(row));
  return (await Promise.all(rows.map((mail) => settle(tables, mail)))).flat();
}

/** What is unknown already is listed too; what an event of the mail service settles meanwhile is settled better. */
async function settle(tables: Tables, mail: Mail): Promise<Settled[]> {
  const { pk, sk, mailId, kind, state, reason, delegation, person } = mail;
  const unfinished = state === "queued" || state === "sending" || state === "unknown";
  if (!unfinished || !isBeforeRestore(mail.at)) return [];
  const listed = { mailId, kind, state, delegation, person };
  if (state === "unknown" && reason === RESTORED) return [{ ...listed, changed: false }];
  const done = await tables.update({
    key: { pk, sk },
    set: { state: "unknown", reason: RESTORED },
    remove: ["owner", "until"],
    when: [["state", "=", state]],
  });
  return done ? [{ ...listed, changed: true }] : [];
}
