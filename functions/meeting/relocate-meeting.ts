import type * as z from "zod/mini";
import { relocate as decide } from "#domain/meeting-change-place";
import type { relocateMeeting } from "#events/commands/relocate-meeting.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { type MoveDeps, moveMeeting } from "./move-meeting.ts";

export const relocateMeetingStep =
  (deps: MoveDeps) =>
  async (command: z.infer<typeof relocateMeeting.schema>, act: Act): Promise<Outcome> =>
    moveMeeting(deps, act, command, (convocation, decision) => decide(convocation, command, decision));
