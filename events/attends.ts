import * as z from "zod/mini";
import { id } from "#events/envelope";

/** How one person takes part. A part that is hybrid leaves it to them. */
export const attends = z.enum(["in-person", "online"]);
export type Attends = z.infer<typeof attends>;
/** The same by part; of a part that is not in it nobody said. */
export const attendsByPart = z.record(id, attends);
export type AttendsByPart = { readonly [part: string]: Attends };
