import type { Convocation } from "#domain/convocation";
import { type Instant, isAfter, type Meaning, type Moment } from "#domain/instant";

/** A moment of a convocation, by what it is. */
interface Held {
  readonly what: string;
  readonly moment: Moment;
}

/** A stored moment whose wall time means another instant by the zone data of now: one, none where the clocks leave it out, or two. */
export interface MovedMoment {
  readonly what: string;
  readonly was: Moment;
  readonly now: readonly Meaning[];
}

/** Every moment that a convocation stores: its deadlines, then its sessions in the order of its parts. */
export function momentsOf({ answersBy, namesBy, parts }: Pick<Convocation, "answersBy" | "namesBy" | "parts">): Held[] {
  const sessions = parts.flatMap(({ id, sessions }) =>
    sessions.flatMap(({ from, until }, index) => [
      { what: `${id}, session ${index + 1} begins`, moment: from },
      { what: `${id}, session ${index + 1} ends`, moment: until },
    ]),
  );
  return [{ what: "answers by", moment: answersBy }, { what: "names by", moment: namesBy }, ...sessions];
}

/**
 * The moments of a convocation that `meaningsIn` resolves to another instant than the one that is stored. A time that comes
 * twice holds as long as the instant that was chosen is one of the two. What is over by both readings is left out.
 */
export function movedMoments(
  convocation: Pick<Convocation, "answersBy" | "namesBy" | "parts">,
  meaningsIn: (wall: string, zone: string) => readonly Meaning[],
  at: Instant,
): MovedMoment[] {
  return momentsOf(convocation).flatMap(({ what, moment }) => {
    const now = meaningsIn(moment.wall, moment.zone);
    const instants = now.map(({ instant }) => instant);
    const holds = instants.includes(moment.instant);
    const over = [moment.instant, ...instants].every((instant) => !isAfter(instant, at));
    return holds || over ? [] : [{ what, was: moment, now }];
  });
}
