import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A meeting of the past was recorded, or what is recorded of it corrected. Published by record-meeting. */
export const meetingRecorded = fact(
  "meeting.recorded.v1",
  { dialogueId: id, meetingId: id, revision: z.number() },
  { consumers: "none" },
);
