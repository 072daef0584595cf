import type * as z from "zod/mini";
import { extendDeadline as decide } from "#domain/meeting-change-deadlines";
import type { extendDeadline } from "#events/commands/extend-deadline.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import { type MoveDeps, moveMeeting } from "./move-meeting.ts";

export const extendDeadlineStep =
  (deps: MoveDeps) =>
  async (command: z.infer<typeof extendDeadline.schema>, act: Act): Promise<Outcome> =>
    moveMeeting(deps, act, command, (convocation, decision) => decide(convocation, command, decision));
