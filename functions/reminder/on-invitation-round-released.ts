import type * as z from "zod/mini";
import type { invitationRoundReleased } from "#events/invitation/round-released.v1";
import type { Act } from "#platform/commit";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { ensureSteps } from "./ensure-steps.ts";

export const onInvitationRoundReleased =
  (deps: { tables: Tables; schedules: Schedules }) =>
  async ({ data }: z.infer<typeof invitationRoundReleased.schema>, act: Act): Promise<void> =>
    ensureSteps(deps, data.convocationId, act);
