import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** The room of a meeting has another size, or nobody counts any more (null). Nobody is told of it, and no revision rises. */
export const meetingRoomChanged = fact(
  "meeting.room-changed.v1",
  { dialogueId: id, convocationId: id, part: id, before: z.nullable(z.number()), after: z.nullable(z.number()) },
  { consumers: "none" },
);
