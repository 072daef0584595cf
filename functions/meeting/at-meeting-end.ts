import { type Convocation, end } from "#domain/convocation";
import type { Clock, Ids } from "#platform/clock";
import { commit } from "#platform/commit";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { endWakeUp } from "#records/wake-ups";
import { convocationRow, jointRows } from "./rows.ts";

export async function bookEnd(schedules: Schedules, convocation: Convocation): Promise<void> {
  const { name, at } = endWakeUp(convocation);
  await schedules.book(name, at, { moment: "meeting-end", convocationId: convocation.id });
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
      puts: jointRows(ended.convocation),
      facts: ended.facts,
    });
    if (result.kind === "moved-on")
      throw new Error("The meeting changed at the moment of its end; the moment is tried again.");
  };
