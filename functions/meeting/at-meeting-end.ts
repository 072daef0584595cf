import { type Convocation, end } from "#domain/convocation";
import type { Clock, Ids } from "#platform/clock";
import { commit } from "#platform/commit";
import { shortened } from "#platform/ids";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { convocationRow } from "./rows.ts";

/** One wake-up a convocation, revision and instant, at the end of its last session. At most 64 characters name it. */
export async function bookEnd(schedules: Schedules, { id, revision, ends }: Convocation): Promise<void> {
  const name = `${shortened(id, 36)}-end-r${revision}-${ends.replaceAll(/[-:]/g, "").slice(0, 15)}`;
  await schedules.book(name, ends, { moment: "meeting-end", convocationId: id });
}

/** The meeting is over: says so, once. An old wake-up finds a meeting that ends later, or has ended, and does nothing. */
export const atMeetingEnd =
  ({ tables, clock, ids }: { tables: Tables; clock: Clock; ids: Ids }) =>
  async ({ convocationId }: { convocationId: string }): Promise<void> => {
    const held = await readConvocation(tables, convocationId);
    const ended = held && end(held.convocation, clock.now());
    if (!ended) return;
    const act = { actor: "system:clock", door: "clock", now: clock.now(), commitId: ids.next() } as const;
    const result = await commit(tables, act, {
      change: { before: held.row, after: convocationRow(ended.convocation) },
      facts: ended.facts,
    });
    if (result.kind === "moved-on")
      throw new Error("The meeting changed at the moment of its end; the moment is tried again.");
  };
