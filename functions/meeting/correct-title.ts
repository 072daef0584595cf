import type * as z from "zod/mini";
import { correctTitle as decide } from "#domain/meeting-change-title";
import type { correctTitle } from "#events/commands/correct-title.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { type MoveDeps, moveMeeting } from "./move-meeting.ts";

export const correctTitleStep =
  (deps: MoveDeps) =>
  async (command: z.infer<typeof correctTitle.schema>, act: Act): Promise<Outcome> =>
    moveMeeting(deps, act, command, (convocation, decision) => decide(convocation, command, decision));
