import type { AudienceRule } from "#domain/audience";
import { type Instant, isAfter, type Moment } from "#domain/instant";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import { printed, resolveDeadline, resolveTime } from "#domain/wall-time";
import type { Language, Texts } from "#events/envelope";
import { meetingChairHandedOver } from "#events/meeting/chair-handed-over.v1";
import { meetingConvened } from "#events/meeting/convened.v1";
import { meetingEnded } from "#events/meeting/ended.v1";

export type Modality = "in-person" | "online" | "hybrid";
export interface Session {
  readonly from: Moment;
  readonly until: Moment;
}
export interface Part {
  readonly id: string;
  readonly kind: string;
  readonly title: Texts;
  readonly timeZone: string;
  readonly modality: Modality;
  readonly place: { readonly city: string; readonly country: string } | null;
  readonly sessions: readonly Session[];
  readonly audience: AudienceRule;
  readonly organisers: readonly string[];
  /** The party in the chair now; a hand-over changes it inside the meeting. */
  readonly chair: string | null;
}
/** What one is invited to: a meeting, a cluster or a series, with its parts in order of time. */
export interface Convocation {
  readonly id: string;
  readonly dialogueId: string;
  readonly title: Texts;
  readonly state: "convened" | "ended";
  readonly revision: number;
  readonly languages: readonly Language[];
  readonly parts: readonly Part[];
  readonly answersBy: Moment;
  readonly namesBy: Moment;
  /** The later of the two: until then everything may be changed. */
  readonly cutOff: Instant;
  readonly starts: Instant;
  readonly ends: Instant;
}

/** A convocation as it is asked for: wall times and zones, nothing resolved. */
export interface Asked {
  readonly dialogueId: string;
  readonly convocationId: string;
  readonly title: Texts;
  readonly answersBy: string;
  readonly namesBy?: string;
  readonly timeZone: string;
  readonly languages: readonly Language[];
  readonly parts: readonly (Omit<Part, "sessions" | "place" | "chair"> & {
    readonly place?: { readonly city: string; readonly country: string };
    readonly chair?: string;
    readonly sessions: readonly { readonly day: string; readonly from: string; readonly until: string }[];
  })[];
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
    if (part.organisers.length === 0 && part.chair === undefined)
      return refuse("nobody-convenes", `${part.id} has neither an organiser nor a chair. Name at least one party.`);
    const sessions = sessionsOf(part, tzdata);
    if ("refused" in sessions) return sessions;
    parts.push({ ...part, place: part.place ?? null, chair: part.chair ?? null, sessions });
  }
  parts.sort((a, b) => (starts(a) < starts(b) ? -1 : 1));
  const first = parts.map(starts).sort()[0] ?? answersBy.instant;
  const last = parts.map(ends).sort().at(-1) ?? answersBy.instant;
  const cutOff = isAfter(namesBy.instant, answersBy.instant) ? namesBy.instant : answersBy.instant;

  if (!isAfter(answersBy.instant, now))
    return refuse("deadline-past", `Answers by ${printed(answersBy)} is already past. Choose a later deadline.`);
  if (isAfter(cutOff, first))
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
    title: asked.title,
    state: "convened",
    revision: 1,
    languages: asked.languages,
    parts,
    answersBy,
    namesBy,
    cutOff,
    starts: first,
    ends: last,
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

function sessionsOf(part: Asked["parts"][number], tzdata: string): readonly Session[] | Refusal {
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

function overlapping(parts: readonly Part[]): [string, string] | undefined {
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

const starts = (part: Part): Instant => part.sessions[0]?.from.instant ?? "";
const ends = (part: Part): Instant =>
  part.sessions
    .map((session) => session.until.instant)
    .sort()
    .at(-1) ?? "";

/** The chair passes inside a meeting: between its first session's begin and its last one's end, from the party that has it. */
export function handOverChair(
  convocation: Convocation,
  asked: { part: string; from: string; to: string },
  now: Instant,
): { convocation: Convocation; facts: ReturnType<typeof meetingChairHandedOver>[] } | Refusal {
  const part = convocation.parts.find((candidate) => candidate.id === asked.part);
  if (!part)
    return refuse(
      "unknown-part",
      `${convocation.id} has no part ${asked.part}. Its parts are ${convocation.parts.map(({ id }) => id).join(", ")}.`,
    );
  if (part.chair !== asked.from)
    return refuse("not-in-the-chair", `${asked.from} does not chair ${part.id}; ${part.chair ?? "nobody"} does.`);
  if (asked.from === asked.to) return refuse("same-chair", "The chair cannot pass to the party that has it.");
  if (isAfter(starts(part), now) || isAfter(now, ends(part)))
    return refuse(
      "outside-the-meeting",
      `A hand-over is recorded inside the meeting, between ${starts(part)} and ${ends(part)} (UTC).`,
    );
  const parts = convocation.parts.map((candidate) =>
    candidate.id === part.id ? { ...candidate, chair: asked.to } : candidate,
  );
  return {
    convocation: { ...convocation, parts },
    facts: [
      meetingChairHandedOver({
        dialogueId: convocation.dialogueId,
        convocationId: convocation.id,
        part: part.id,
        from: asked.from,
        to: asked.to,
        passedAt: now,
      }),
    ],
  };
}

/** Ends a convocation whose last session is over; nothing where it is not, or where it has ended. */
export function end(
  convocation: Convocation,
  now: Instant,
): { convocation: Convocation; facts: ReturnType<typeof meetingEnded>[] } | undefined {
  if (convocation.state === "ended" || isAfter(convocation.ends, now)) return undefined;
  return {
    convocation: { ...convocation, state: "ended" },
    facts: [meetingEnded({ dialogueId: convocation.dialogueId, convocationId: convocation.id })],
  };
}
