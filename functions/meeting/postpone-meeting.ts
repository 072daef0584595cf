import type * as z from "zod/mini";
import { postpone as decide } from "#domain/meeting-change-dates";
import type { postponeMeeting } from "#events/commands/postpone-meeting.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { type MoveDeps, moveMeeting } from "./move-meeting.ts";

export const postponeMeetingStep =
  (deps: MoveDeps) =>
  async (command: z.infer<typeof postponeMeeting.schema>, act: Act): Promise<Outcome> =>
    moveMeeting(deps, act, command, (convocation, decision) => decide(convocation, command, decision));
