import type { Clock, Ids } from "#platform/clock";
import { environment } from "#platform/environment";
import type { Schedules } from "#platform/schedules";
import { sweep } from "#platform/sweep";
import type { Tables } from "#platform/table";
import { listConvocations } from "#records/convocation";
import { releasedRounds } from "#records/round";
import { ensureSteps } from "./ensure-steps.ts";

interface Deps {
  readonly tables: Tables;
  readonly schedules: Schedules;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * The daily sweep: the steps of every convened meeting that anybody was invited to, and their wake-ups, are there. A wake-up
 * that got lost is booked again; a step that fired, or whose instant has passed, is left alone.
 */
export const atDay =
  ({ tables, schedules, clock, ids }: Deps) =>
  async (): Promise<void> => {
    const listed = await listConvocations(tables, environment("DIALOGUE"));
    await sweep(
      listed.filter(({ state }) => state === "convened"),
      async ({ id }) => {
        if ((await releasedRounds(tables, id)).length === 0) return;
        const act = { actor: "system:clock", door: "clock", now: clock.now(), commitId: ids.next() } as const;
        await ensureSteps({ tables, schedules }, id, act);
      },
    );
  };
