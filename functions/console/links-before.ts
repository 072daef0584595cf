import { isAfter, plusSeconds } from "#domain/instant";
import type { Tables } from "#platform/table";
import { listConvocations } from "#records/convocation";
import { createdRounds } from "#records/round";

/** Links are good for this long after a meeting: its documents are still read. In seconds. */
const KEPT = 7 * 86_400;

/** Not over, whatever the dates say. */
const OPEN: readonly string[] = ["convened", "postponed"];

/** A function may make links with a key for some minutes after the next one came. In seconds. */
const LAG = 600;

/** The meetings of a dialogue that a round invited to before an instant, and whose links are still needed; by the lists, no scan. */
export async function linksBefore(tables: Tables, asked: { dialogueId: string; before?: string }, now: string) {
  const open = (await listConvocations(tables, asked.dialogueId)).map(({ id, ends, state }) => ({
    id,
    // What is postponed, whole or in part, is answered again when its date comes: until then its links are needed, whatever its old dates were.
    until: plusSeconds(OPEN.includes(state) && isAfter(now, ends) ? now : ends, KEPT),
  }));
  const last = asked.before === undefined ? now : plusSeconds(asked.before, LAG);
  const meetings = [];
  for (const meeting of open.filter(({ until }) => isAfter(until, now))) {
    const rounds = await createdRounds(tables, meeting.id);
    if (rounds.some((created) => !isAfter(created, last))) meetings.push(meeting);
  }
  return { meetings };
}
