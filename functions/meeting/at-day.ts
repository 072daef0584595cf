import { isAfter } from "#domain/instant";
import type { Clock, Ids } from "#platform/clock";
import { environment } from "#platform/environment";
import type { Schedules } from "#platform/schedules";
import { sweep } from "#platform/sweep";
import type { Tables } from "#platform/table";
import { listConvocations, readConvocation } from "#records/convocation";
import { atMeetingEnd, bookEnd } from "./at-meeting-end.ts";

interface Deps {
  readonly tables: Tables;
  readonly schedules: Schedules;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** The daily sweep: a meeting whose end has passed ends, and every other one has its wake-up. One that is postponed or cancelled has none. */
export const atDay = (deps: Deps) => async (): Promise<void> => {
  const { tables, schedules, clock } = deps;
  const listed = await listConvocations(tables, environment("DIALOGUE"));
  await sweep(
    listed.filter(({ state }) => state === "convened"),
    async ({ id }) => {
      const held = await readConvocation(tables, id);
      if (held?.convocation.state !== "convened") return;
      if (isAfter(held.convocation.ends, clock.now())) await bookEnd(schedules, held.convocation);
      else await atMeetingEnd(deps)({ convocationId: id });
    },
  );
};
