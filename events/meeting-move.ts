import * as z from "zod/mini";
import { id, line } from "#events/envelope";

/** What every change of a meeting says: of which, and why. `dryRun` answers what it would do, and whom it would reach, and writes nothing. */
export const moving = {
  convocationId: id,
  /** In one's own words, for the colleagues; it is kept with the change. */
  reason: line(500),
  dryRun: z.exactOptional(z.boolean()),
};
/** Without them, all parts that are neither cancelled nor over. */
export const someParts = z.exactOptional(z.array(id).check(z.minLength(1), z.maxLength(12)));
/** A new place as far as it is new. */
export const newPlace = {
  city: z.exactOptional(line(80)),
  country: z.exactOptional(z.string().check(z.regex(/^[A-Z]{2}$/))),
  venue: z.exactOptional(line(120)),
};
