import type { Convocation } from "#domain/convocation";
import type { DatesMoved } from "#domain/document-marks";
import type { Change } from "#domain/meeting-change";

/** The days that the parts of a change had before it, from the convocation as it was then. */
export function daysLeft(
  was: Pick<Convocation, "parts">,
  { revision, parts }: Pick<Change, "revision" | "parts">,
): DatesMoved {
  return {
    revision,
    before: was.parts
      .filter(({ id }) => parts.includes(id))
      .map(({ id, sessions }) => ({
        part: id,
        days: [
          ...new Set(sessions.flatMap(({ from, until }) => [from, until]).map(({ wall }) => wall.slice(0, 10))),
        ].sort(),
      })),
  };
}
