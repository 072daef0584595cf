import type { Convocation } from "#domain/convocation";
import { dayOf } from "#domain/instant";

/** The day as of which a meeting's parties and people are invited: that of its first session, where that is held. */
export function dayOfMeeting({ parts, starts }: Convocation): string {
  return dayOf(starts, parts[0]?.timeZone ?? "UTC");
}
