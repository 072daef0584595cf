import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** What can happen to a meeting that was convened. */
export const meetingChange = z.enum([
  "rescheduled",
  "relocated",
  "modality-changed",
  "postponed",
  "cancelled",
  "deadline-extended",
  "title-corrected",
  "chair-handed-over",
]);
export type MeetingChange = z.infer<typeof meetingChange>;

/** A meeting changed: it has a new revision. `confirm`: answers to these parts are to be given again. Consumers read the row of the change. Consumed by invitation, whose pages tell the delegations, and by reminder. */
export const meetingChanged = fact("meeting.changed.v1", {
  dialogueId: id,
  convocationId: id,
  revision: z.number(),
  what: meetingChange,
  parts: z.array(id),
  confirm: z.boolean(),
});
