import * as z from "zod/mini";
import { command, id } from "#events/envelope";
import { seats } from "#events/meeting-part";

/** The size of the room of a part; without one, nobody counts. Not below the number of people who are registered. Nobody is told, no revision rises. */
export const changeRoom = command(
  "change-room.v1",
  { noun: "meeting", machines: "none" },
  { convocationId: id, part: id, capacity: z.exactOptional(seats) },
);
