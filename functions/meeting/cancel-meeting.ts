import type * as z from "zod/mini";
import { cancel as decide } from "#domain/meeting-change-dates";
import type { cancelMeeting } from "#events/commands/cancel-meeting.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { type MoveDeps, moveMeeting } from "./move-meeting.ts";

export const cancelMeetingStep =
  (deps: MoveDeps) =>
  async (command: z.infer<typeof cancelMeeting.schema>, act: Act): Promise<Outcome> =>
    moveMeeting(deps, act, command, (convocation, decision) => decide(convocation, command, decision));
