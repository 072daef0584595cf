import * as z from "zod/mini";
import { command, id, wallTime } from "#events/envelope";
import { moving } from "#events/meeting-move";
import { sessions, zone } from "#events/meeting-part";

/** New sessions for parts of a meeting. Another day is to be confirmed by everybody; a part that was postponed is convened again. Deadlines stay where they still fit, else they are given anew, in the zone that they have. */
export const rescheduleMeeting = command(
  "reschedule-meeting.v1",
  { noun: "meeting", machines: "none", personal: true },
  {
    ...moving,
    parts: z
      .array(z.strictObject({ id, timeZone: z.exactOptional(zone), sessions }))
      .check(z.minLength(1), z.maxLength(12)),
    answersBy: z.exactOptional(wallTime),
    namesBy: z.exactOptional(wallTime),
  },
);
