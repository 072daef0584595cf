import { type Instant, isAfter, type Moment } from "#domain/instant";
import { backwards, brokenRule } from "#domain/meeting-rules";
import {
  type AskedPart,
  brokenSeries,
  endOf,
  nobodyBehind,
  type Part,
  partOf,
  type Session,
  startOf,
} from "#domain/part";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import { printed, resolveDeadline, resolveTime } from "#domain/wall-time";
import type { Language, Texts } from "#events/envelope";
import { meetingConvened } from "#events/meeting/convened.v1";
import { meetingEnded } from "#events/meeting/ended.v1";

/** What one is invited to: a meeting, a cluster or a series, with its parts in order of time. */
export interface Convocation {
  readonly id: string;
  /** The dialogue that convenes; in a joint meeting the first of `dialogues`. */
  readonly dialogueId: string;
  readonly dialogues: readonly string[];
  readonly title: Texts;
  readonly state: ConvocationState;
  /** One more with every change. */
  readonly revision: number;
  /** The revision whose dates and deadlines the reminders follow: a title that is corrected moves none of them. */
  readonly planRevision: number;
  readonly languages: readonly Language[];
  readonly parts: readonly Part[];
  readonly answersBy: Moment;
  readonly namesBy: Moment;
  /** The later of the two: until then everything may be changed. */
  readonly cutOff: Instant;
  readonly starts: Instant;
  readonly ends: Instant;
}
export type ConvocationState = "convened" | "postponed" | "cancelled" | "ended";

/** A meeting alone; a cluster of meetings in one place; a series of ordered modules. */
export function kindOf({ parts }: Pick<Convocation, "parts">): "meeting" | "cluster" | "series" {
  if (parts.some(({ module }) => module !== null)) return "series";
  return parts.length > 1 ? "cluster" : "meeting";
}

/** A convocation as it is asked for: wall times and zones, nothing resolved. */
export interface Asked {
  readonly dialogueId: string;
  readonly with?: readonly string[];
  readonly convocationId: string;
  readonly title: Texts;
  readonly answersBy: string;
  readonly namesBy?: string;
  readonly timeZone: string;
  readonly languages: readonly Language[];
  readonly parts: readonly AskedPart[];
}

/** Convenes: resolves every time, or says which one is wrong and what to do. */
export function convene(
  asked: Asked,
  now: Instant,
  tzdata: string,
): { convocation: Convocation; facts: ReturnType<typeof meetingConvened>[] } | Refusal {
  if (new Set(asked.parts.map((part) => part.id)).size < asked.parts.length)
    return refuse("part-twice", "Two parts have the same id. Give each part its own.");

  const answersBy = resolveDeadline(asked.answersBy, asked.timeZone, tzdata);
  const namesBy = resolveDeadline(asked.namesBy ?? asked.answersBy, asked.timeZone, tzdata);
  if (isRefusal(answersBy)) return answersBy;
  if (isRefusal(namesBy)) return namesBy;

  const parts: Part[] = [];
  for (const part of asked.parts) {
    if (nobodyBehind(part))
      return refuse(
        "nobody-convenes",
        `${part.id} has neither a host, a chair nor an organiser. Name at least one party; the secretariat may be the organiser.`,
      );
    const broken = brokenRule(part);
    if (broken) return broken;
    const sessions = sessionsOf(part, tzdata);
    if ("refused" in sessions) return sessions;
    parts.push(partOf(part, sessions));
  }
  parts.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  const disorder = brokenSeries(parts) ?? backwards(parts);
  if (disorder) return disorder;
  const { starts, ends } = spanOf(parts, answersBy.instant);
  const cutOff = isAfter(namesBy.instant, answersBy.instant) ? namesBy.instant : answersBy.instant;

  if (!isAfter(answersBy.instant, now))
    return refuse("deadline-past", `Answers by ${printed(answersBy)} is already past. Choose a later deadline.`);
  if (isAfter(cutOff, starts))
    return refuse(
      "deadline-after-start",
      "The deadline for answers and names lies after the first session begins. Choose one before it.",
    );
  const overlap = overlapping(parts);
  if (overlap)
    return refuse(
      "sessions-overlap",
      `Sessions of ${overlap[0]} and ${overlap[1]} overlap; a delegate cannot be in both. Move one of them.`,
    );

  const convocation: Convocation = {
    id: asked.convocationId,
    dialogueId: asked.dialogueId,
    dialogues: [...new Set([asked.dialogueId, ...(asked.with ?? [])])],
    title: asked.title,
    state: "convened",
    revision: 1,
    planRevision: 1,
    languages: asked.languages,
    parts,
    answersBy,
    namesBy,
    cutOff,
    starts,
    ends,
  };
  return {
    convocation,
    facts: [
      meetingConvened({
        dialogueId: asked.dialogueId,
        convocationId: asked.convocationId,
        revision: 1,
        parts: parts.map((part) => part.id),
      }),
    ],
  };
}

/** The sessions of a part, resolved and in order of time. */
export function sessionsOf(
  part: Pick<AskedPart, "id" | "timeZone" | "sessions">,
  tzdata: string,
): readonly Session[] | Refusal {
  const sessions: Session[] = [];
  for (const { day, from, until } of part.sessions) {
    const begin = resolveTime(`${day}T${from}`, part.timeZone, tzdata);
    const end = resolveTime(`${day}T${until}`, part.timeZone, tzdata);
    if (isRefusal(begin)) return begin;
    if (isRefusal(end)) return end;
    if (!isAfter(end.instant, begin.instant))
      return refuse(
        "ends-before-start",
        `A session of ${part.id} ends at ${printed(end)}, not after it begins at ${printed(begin)}. Correct one of the two.`,
      );
    sessions.push({ from: begin, until: end });
  }
  return sessions.sort((a, b) => (a.from.instant < b.from.instant ? -1 : 1));
}

/** Two parts of which sessions overlap. */
export function overlapping(parts: readonly Part[]): [string, string] | undefined {
  const all = parts.flatMap((part) =>
    part.sessions.map((session) => ({ part: part.id, from: session.from.instant, until: session.until.instant })),
  );
  all.sort((a, b) => (a.from < b.from ? -1 : 1));
  for (const [index, session] of all.entries()) {
    const next = all[index + 1];
    if (next && isAfter(session.until, next.from)) return [session.part, next.part];
  }
  return undefined;
}

/** From the first session to the last one's end, of the parts that take place; of all of them where none does. */
export function spanOf(
  parts: readonly Part[],
  otherwise: Instant,
): { readonly starts: Instant; readonly ends: Instant } {
  const meeting = parts.filter(({ state }) => state === "convened");
  const counted = meeting.length > 0 ? meeting : parts;
  return {
    starts: counted.map(startOf).sort()[0] ?? otherwise,
    ends: counted.map(endOf).sort().at(-1) ?? otherwise,
  };
}

/** Ends a convocation whose last session is over; nothing where it is not, where it has ended, or while a part of it waits for its date. */
export function end(
  convocation: Convocation,
  now: Instant,
): { convocation: Convocation; facts: ReturnType<typeof meetingEnded>[] } | undefined {
  if (convocation.state !== "convened" || isAfter(convocation.ends, now)) return undefined;
  if (convocation.parts.some(({ state }) => state === "postponed")) return undefined;
  return {
    convocation: { ...convocation, state: "ended" },
    facts: [meetingEnded({ dialogueId: convocation.dialogueId, convocationId: convocation.id })],
  };
}
