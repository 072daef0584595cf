import type { Convocation } from "#domain/convocation";
import { type Instant, isAfter, type Moment } from "#domain/instant";
import { type Change, type Changed, changed } from "#domain/meeting-change";
import { chosenParts, type Decision, idsOf, isUpcoming } from "#domain/meeting-change-parts";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import { printed, resolveDeadline } from "#domain/wall-time";

/** Deadlines as they are asked for: wall times in the zone of the deadlines there are. */
export interface AskedDeadlines {
  readonly answersBy?: string;
  readonly namesBy?: string;
}
export type Deadlines = Pick<Convocation, "answersBy" | "namesBy" | "cutOff">;

/** The deadlines with those that are given anew. Names are due no earlier than answers where nothing else is said. */
export function deadlinesOf(
  convocation: Convocation,
  { answersBy: answers, namesBy: names }: AskedDeadlines,
  { now, tzdata }: Decision,
): Deadlines | Refusal {
  const { zone } = convocation.answersBy;
  const momentOf = (wall: string | undefined, otherwise: Moment) =>
    wall === undefined ? otherwise : resolveDeadline(wall, zone, tzdata);
  const answersBy = momentOf(answers, convocation.answersBy);
  if (isRefusal(answersBy)) return answersBy;
  const namesBy = momentOf(names, later(convocation.namesBy, answersBy));
  if (isRefusal(namesBy)) return namesBy;
  for (const [given, moment] of [
    [answers, answersBy],
    [names, namesBy],
  ] as const)
    if (given !== undefined && !isAfter(moment.instant, now))
      return refuse(
        "deadline-past",
        `The deadline ${printed(moment)} is already past. Choose a later one, before the meeting begins.`,
      );
  return { answersBy, namesBy, cutOff: later(answersBy, namesBy).instant };
}

/** Deadlines that do not fit: none is left for those who are asked again, or one lies after the beginning of what is still to come. */
export function misfit(convocation: Convocation, asksAgain: boolean, now: Instant): Refusal | undefined {
  const { answersBy, cutOff, parts } = convocation;
  if (asksAgain && !isAfter(answersBy.instant, now))
    return refuse(
      "deadline-needed",
      `Everybody is asked again, and answers were due by ${printed(answersBy)}, which is past. Give a new deadline for answers (--answers-by).`,
    );
  const first = parts.find((part) => isUpcoming(part, now));
  const begins = first?.sessions[0]?.from;
  if (!first || !begins || !isAfter(cutOff, begins.instant)) return undefined;
  const last = later(answersBy, convocation.namesBy);
  return refuse(
    "deadline-after-start",
    `The deadline ${printed(last)} lies after ${first.id} begins, ${printed(begins)}. Give new deadlines before that (--answers-by, --names-by).`,
  );
}

/** More time to answer, to give names, or both: the silent are told, and are reminded before the new deadline. */
export function extendDeadline(
  convocation: Convocation,
  asked: AskedDeadlines & { readonly reason: string },
  decision: Decision,
): Changed | Refusal {
  const chosen = chosenParts(convocation, undefined, decision.now);
  if (isRefusal(chosen)) return chosen;
  const convened = chosen.filter(({ state }) => state === "convened");
  if (convened.length === 0)
    return refuse(
      "postponed",
      `${convocation.id} is postponed: nobody is asked to answer until it has a date. Give the new deadline with the new date (reschedule).`,
    );
  const deadlines = deadlinesOf(convocation, asked, decision);
  if (isRefusal(deadlines)) return deadlines;
  const earlier =
    (asked.answersBy !== undefined && !isAfter(deadlines.answersBy.instant, convocation.answersBy.instant)) ||
    (asked.namesBy !== undefined && !isAfter(deadlines.namesBy.instant, convocation.namesBy.instant));
  if (earlier || (asked.answersBy === undefined && asked.namesBy === undefined))
    return refuse(
      "not-later",
      `A deadline is extended to a later time: answers are due by ${printed(convocation.answersBy)}, names by ${printed(convocation.namesBy)}. People were told these; an earlier one would cut them off.`,
    );
  const after = { ...convocation, ...deadlines };
  const wrong = misfit(after, false, decision.now);
  if (wrong) return wrong;
  return changed(convocation, after, {
    what: "deadline-extended",
    parts: idsOf(convened),
    reason: asked.reason,
    at: decision.now,
    before: { answersBy: convocation.answersBy, namesBy: convocation.namesBy },
    told: "invited",
    confirm: false,
    calendar: "none",
    voids: false,
    replans: true,
  });
}

/** What the deadlines said before, where a change moved them. */
export function deadlinesBefore(before: Convocation, after: Convocation): Change["before"] {
  const moved = (field: "answersBy" | "namesBy") => before[field].instant !== after[field].instant;
  return {
    ...(moved("answersBy") && { answersBy: before.answersBy }),
    ...(moved("namesBy") && { namesBy: before.namesBy }),
  };
}

const later = (a: Moment, b: Moment) => (isAfter(a.instant, b.instant) ? a : b);
