import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A convocation exists and may be invited to. Published by convene-meeting. */
export const meetingConvened = fact(
  "meeting.convened.v1",
  { dialogueId: id, convocationId: id, revision: z.number(), parts: z.array(id) },
  { consumers: "none" },
);
