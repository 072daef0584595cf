import { type Convocation, overlapping, sessionsOf } from "#domain/convocation";
import { isAfter } from "#domain/instant";
import { type Changed, changed } from "#domain/meeting-change";
import { type AskedDeadlines, deadlinesBefore, deadlinesOf, misfit } from "#domain/meeting-change-deadlines";
import { chosenParts, type Decision, hasBegun, idsOf, said, withParts } from "#domain/meeting-change-parts";
import { type AskedPart, type Part, startOf } from "#domain/part";
import { isRefusal, type Refusal, refuse } from "#domain/refusal";
import { printed } from "#domain/wall-time";

export interface AskedDates {
  readonly id: string;
  /** Without one, the zone that the part has. */
  readonly timeZone?: string;
  readonly sessions: AskedPart["sessions"];
}

/**
 * New sessions for some parts. Another day is to be confirmed by everybody; other hours of the same days are not. A part that was
 * postponed is convened again by it.
 */
export function reschedule(
  convocation: Convocation,
  asked: AskedDeadlines & { readonly parts: readonly AskedDates[]; readonly reason: string },
  decision: Decision,
): Changed | Refusal {
  const chosen = chosenParts(convocation, idsOf(asked.parts), decision.now);
  if (isRefusal(chosen)) return chosen;
  if (chosen.length < asked.parts.length)
    return refuse("part-twice", "A part is named twice. Give each part once, with all its sessions.");
  const moved: Part[] = [];
  for (const dates of asked.parts) {
    const part = chosen.find(({ id }) => id === dates.id);
    const next = part && movedPart(part, dates, decision);
    if (isRefusal(next)) return next;
    if (next && part && !sameTimes(part, next)) moved.push(next);
  }
  if (moved.length === 0)
    return refuse("unchanged", "These are the times that the meeting has already; nothing changes.");
  const held = convocation.parts.filter(({ id }) => moved.some((part) => part.id === id));
  const deadlines = deadlinesOf(convocation, asked, decision);
  if (isRefusal(deadlines)) return deadlines;
  const after = { ...withParts(convocation, moved), ...deadlines };
  const confirm = moved.some((part) =>
    anotherDay(
      held.find(({ id }) => id === part.id),
      part,
    ),
  );
  const wrong = clash(after) ?? misfit(after, confirm, decision.now);
  if (wrong) return wrong;
  return changed(convocation, after, {
    what: "rescheduled",
    parts: idsOf(moved),
    reason: asked.reason,
    at: decision.now,
    before: { parts: said(held, "sessions", "timeZone", "state"), ...deadlinesBefore(convocation, after) },
    told: "invited",
    confirm,
    calendar: "request",
    voids: false,
    replans: true,
  });
}

/** No new date is known yet: the old one is kept as what it was, answers wait for the new one, nobody is reminded. */
export function postpone(
  convocation: Convocation,
  asked: { readonly parts?: readonly string[]; readonly reason: string },
  { now }: Decision,
): Changed | Refusal {
  const chosen = chosenParts(convocation, asked.parts, now);
  if (isRefusal(chosen)) return chosen;
  const convened = chosen.filter(({ state }) => state === "convened");
  const already = chosen.find(({ state }) => state === "postponed");
  if (already && (asked.parts !== undefined || convened.length === 0))
    return refuse(
      "already-postponed",
      `${already.id} is postponed already. Give it its new date (reschedule), or cancel it.`,
    );
  const begun = convened.find((part) => hasBegun(part, now));
  if (begun) return alreadyBegun(begun);
  return changed(convocation, inState(convocation, convened, "postponed"), {
    what: "postponed",
    parts: idsOf(convened),
    reason: asked.reason,
    at: now,
    before: { parts: said(convened, "state") },
    told: "invited",
    confirm: false,
    calendar: "tentative",
    voids: false,
    replans: true,
  });
}

/** Some parts, or all, do not take place. It cannot be undone. */
export function cancel(
  convocation: Convocation,
  asked: { readonly parts?: readonly string[]; readonly reason: string },
  { now }: Decision,
): Changed | Refusal {
  const chosen = chosenParts(convocation, asked.parts, now);
  if (isRefusal(chosen)) return chosen;
  return changed(convocation, inState(convocation, chosen, "cancelled"), {
    what: "cancelled",
    parts: idsOf(chosen),
    reason: asked.reason,
    at: now,
    before: { parts: said(chosen, "state") },
    told: "invited",
    confirm: false,
    calendar: "cancel",
    voids: chosen.some(({ modality }) => modality !== "online"),
    replans: true,
  });
}

function inState(convocation: Convocation, parts: readonly Part[], state: Part["state"]): Convocation {
  return withParts(
    convocation,
    parts.map((part) => ({ ...part, state })),
  );
}

function movedPart(part: Part, dates: AskedDates, { now, tzdata }: Decision): Part | Refusal {
  if (hasBegun(part, now)) return alreadyBegun(part);
  const timeZone = dates.timeZone ?? part.timeZone;
  const sessions = sessionsOf({ id: part.id, timeZone, sessions: dates.sessions }, tzdata);
  if (isRefusal(sessions)) return sessions;
  const next: Part = { ...part, state: "convened", timeZone, sessions };
  const [first] = sessions;
  if (first && !isAfter(startOf(next), now))
    return refuse(
      "starts-in-the-past",
      `${part.id} would begin on ${printed(first.from)}, which is past. Give a day that is still to come.`,
    );
  return next;
}

export function alreadyBegun({ id, sessions }: Part): Refusal {
  const [when] = sessions.map(({ from }) => printed(from));
  return refuse(
    "has-begun",
    `${id} has begun; it can no longer be moved or put off. It began on ${when}. What does not take place of it is cancelled.`,
  );
}

/** Parts that take place at once, or modules of a series that have lost their order. */
function clash({ parts }: Convocation): Refusal | undefined {
  const convened = parts.filter(({ state }) => state === "convened");
  const overlap = overlapping(convened);
  if (overlap && overlap[0] === overlap[1])
    return refuse("sessions-overlap", `Two sessions of ${overlap[0]} overlap. Move one of them.`);
  if (overlap)
    return refuse(
      "sessions-overlap",
      `Sessions of ${overlap[0]} and ${overlap[1]} would overlap; a delegate cannot be in both. Move one of them.`,
    );
  for (const [index, part] of convened.entries()) {
    const next = convened[index + 1];
    if (part.module !== null && next && next.module !== null && next.module < part.module)
      return refuse(
        "series-broken",
        `Module ${next.module} (${next.id}) would come after module ${part.module} (${part.id}). Keep the series in order: move the modules between them too.`,
      );
  }
  return undefined;
}

function sameTimes(a: Part, b: Part): boolean {
  return a.state === b.state && a.timeZone === b.timeZone && timesOf(a) === timesOf(b);
}
const timesOf = ({ sessions }: Part) => sessions.map(({ from, until }) => `${from.instant}/${until.instant}`).join();

/** Whether a delegate must be there on another day, or it was unknown on which. */
function anotherDay(before: Part | undefined, after: Part): boolean {
  const days = ({ sessions }: Part) => [...new Set(sessions.map(({ from }) => from.wall.slice(0, 10)))].join();
  return before?.state !== "convened" || before.timeZone !== after.timeZone || days(before) !== days(after);
}
