import { type Instant, isAfter, type Moment, resolve, zoneExists } from "#domain/instant";
import { type Change, changed } from "#domain/meeting-change";
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
import { type Refusal, refuse } from "#domain/refusal";
import type { Language, Texts } from "#events/envelope";
import { meetingChairHandedOver } from "#events/meeting/chair-handed-over.v1";
import type { meetingChanged } from "#events/meeting/changed.v1";
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
  const zones = [asked.timeZone, ...asked.parts.map((part) => part.timeZone)];
  const unknown = zones.find((zone) => !zoneExists(zone));
  if (unknown !== undefined) return unknownZone(unknown);
  if (new Set(asked.parts.map((part) => part.id)).size < asked.parts.length)
    return refuse("part-twice", "Two parts have the same id. Give each part its own.");

  const answersBy = resolve(asked.answersBy, asked.timeZone, tzdata);
  const namesBy = resolve(asked.namesBy ?? asked.answersBy, asked.timeZone, tzdata);
  if (!answersBy || !namesBy)
    return noSuchTime(answersBy ? (asked.namesBy ?? asked.answersBy) : asked.answersBy, asked.timeZone);

  const parts: Part[] = [];
  for (const part of asked.parts) {
    if (nobodyBehind(part))
      return refuse(
        "nobody-convenes",
        `${part.id} has neither a host, a chair nor an organiser. Name at least one party; the secretariat may be the organiser.`,
      );
    const sessions = sessionsOf(part, tzdata);
    if ("refused" in sessions) return sessions;
    parts.push(partOf(part, sessions));
  }
  parts.sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
  const gap = brokenSeries(parts);
  if (gap) return gap;
  const { starts, ends } = spanOf(parts, answersBy.instant);
  const cutOff = isAfter(namesBy.instant, answersBy.instant) ? namesBy.instant : answersBy.instant;

  if (!isAfter(answersBy.instant, now))
    return refuse(
      "deadline-past",
      `Answers by ${asked.answersBy} (${asked.timeZone}) is already past. Choose a later deadline.`,
    );
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
    const begin = resolve(`${day}T${from}`, part.timeZone, tzdata);
    const end = resolve(`${day}T${until}`, part.timeZone, tzdata);
    if (!begin || !end) return noSuchTime(`${day}T${begin ? until : from}`, part.timeZone);
    if (!isAfter(end.instant, begin.instant))
      return refuse(
        "ends-before-start",
        `A session of ${part.id} on ${day} ends at ${until}, not after it begins at ${from}. Correct one of the two.`,
      );
    sessions.push({ from: begin, until: end });
  }
  return sessions.sort((a, b) => (a.from.instant < b.from.instant ? -1 : 1));
}

export function unknownZone(zone: string): Refusal {
  return refuse("unknown-zone", `There is no time zone ${zone}. Use a name such as Europe/Brussels or Africa/Nairobi.`);
}

export function noSuchTime(wall: string, zone: string): Refusal {
  return refuse(
    "no-such-time",
    `${wall.replace("T", " ")} does not exist, or exists twice, in ${zone}: a clock change or a wrong date. Choose another time.`,
  );
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

/** The chair passes inside a meeting: between its first session's begin and its last one's end, from the party that has it. */
export function handOverChair(
  convocation: Convocation,
  asked: { part: string; from: string; to: string; reason: string },
  now: Instant,
):
  | {
      convocation: Convocation;
      change: Change;
      facts: ReturnType<typeof meetingChairHandedOver | typeof meetingChanged>[];
    }
  | Refusal {
  const part = convocation.parts.find((candidate) => candidate.id === asked.part);
  if (!part)
    return refuse(
      "unknown-part",
      `${convocation.id} has no part ${asked.part}. Its parts are ${convocation.parts.map(({ id }) => id).join(", ")}.`,
    );
  if (part.state !== "convened")
    return refuse("not-convened", `${part.id} is ${part.state}: nobody takes the chair of it.`);
  if (part.chair !== asked.from)
    return refuse("not-in-the-chair", `${asked.from} does not chair ${part.id}; ${part.chair ?? "nobody"} does.`);
  if (asked.from === asked.to) return refuse("same-chair", "The chair cannot pass to the party that has it.");
  if (isAfter(startOf(part), now) || isAfter(now, endOf(part)))
    return refuse(
      "outside-the-meeting",
      `A hand-over is recorded inside the meeting, between ${startOf(part)} and ${endOf(part)} (UTC).`,
    );
  const parts = convocation.parts.map((candidate) =>
    candidate.id === part.id
      ? { ...candidate, chair: asked.to, passed: { from: asked.from, to: asked.to, at: now } }
      : candidate,
  );
  const made = changed(
    convocation,
    { ...convocation, parts },
    {
      what: "chair-handed-over",
      parts: [part.id],
      reason: asked.reason,
      at: now,
      before: { chair: asked.from },
      told: "nobody",
      confirm: false,
      calendar: "none",
      voids: false,
      replans: false,
    },
  );
  return {
    ...made,
    facts: [
      meetingChairHandedOver({
        dialogueId: convocation.dialogueId,
        convocationId: convocation.id,
        part: part.id,
        from: asked.from,
        to: asked.to,
        passedAt: now,
      }),
      ...made.facts,
    ],
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
