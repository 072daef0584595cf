import * as z from "zod/mini";
import { command, wallTime } from "#events/envelope";
import { moving } from "#events/meeting-move";

/** More time to answer or to give names, in the zone of the deadlines: whoever has not answered is told, reminders follow. An earlier deadline is refused. */
export const extendDeadline = command(
  "extend-deadline.v1",
  { noun: "meeting", machines: "none", personal: true },
  { ...moving, answersBy: z.exactOptional(wallTime), namesBy: z.exactOptional(wallTime) },
);
