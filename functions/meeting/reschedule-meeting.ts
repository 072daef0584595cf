import type * as z from "zod/mini";
import { reschedule as decide } from "#domain/meeting-change-dates";
import type { rescheduleMeeting } from "#events/commands/reschedule-meeting.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { type MoveDeps, moveMeeting } from "./move-meeting.ts";

export const rescheduleMeetingStep =
  (deps: MoveDeps) =>
  async (command: z.infer<typeof rescheduleMeeting.schema>, act: Act): Promise<Outcome> =>
    moveMeeting(deps, act, command, (convocation, decision) => decide(convocation, command, decision));
