import type * as z from "zod/mini";
import { changeModality as decide } from "#domain/meeting-change-place";
import type { changeModality } from "#events/commands/change-modality.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { type MoveDeps, moveMeeting } from "./move-meeting.ts";

export const changeModalityStep =
  (deps: MoveDeps) =>
  async (command: z.infer<typeof changeModality.schema>, act: Act): Promise<Outcome> =>
    moveMeeting(deps, act, command, (convocation, decision) => decide(convocation, command, decision));
