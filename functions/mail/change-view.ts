import { convocationView, type Names, partView } from "#correspondence/from-domain";
import type { CalendarView, ChangeMail, ConvocationView, DifferenceView, PartView } from "#correspondence/views";
import type { Convocation } from "#domain/convocation";
import { type Difference, differences, gravest } from "#domain/differences";
import type { Change } from "#domain/meeting-change";
import { asOf, changesBetween, type PastChange } from "#domain/meeting-then";
import { forCalendars } from "#domain/told";
import type { Mail } from "#records/mail";

/** A meeting between two revisions, as far as it concerns somebody's parts. Neither end moves any more, whatever happens to the meeting. */
export interface Between {
  readonly before: Convocation;
  readonly after: Convocation;
  readonly changes: readonly Change[];
  readonly parts: readonly string[];
}

/** From the revision that the reader was told of to the one that the mail tells of. */
export function betweenOf(
  mail: Pick<Mail, "about" | "revision">,
  convocation: Convocation,
  all: readonly PastChange[],
  parts: readonly string[],
): Between {
  const from = Number(mail.about["from"] ?? mail.revision);
  return {
    before: asOf(convocation, all, from),
    after: asOf(convocation, all, mail.revision),
    changes: changesBetween(all, { from, to: mail.revision, parts }),
    parts,
  };
}

type Told = Pick<ChangeMail, "convocation" | "what" | "title" | "sessions" | "differences" | "voids">;

/** What such a mail says of the meeting. */
export function toldView({ before, after, changes, parts }: Between, names: Names): Told {
  const found = differences(before, after, parts);
  const what = gravest(found, changes);
  const concerned = new Set(found.filter(({ kind }) => kind === what).map(({ part }) => part));
  const [only] = concerned.size === 1 ? concerned : [];
  const one = parts.length > 1 ? after.parts.find(({ id }) => id === only) : undefined;
  return {
    convocation: convocationView(after, parts, names),
    what,
    title: (one ?? after).title,
    sessions: after.parts
      .filter(({ id }) => parts.includes(id) && (concerned.size === 0 || concerned.has(null) || concerned.has(id)))
      .flatMap(({ sessions }) => sessions),
    differences: found.map((difference) => differenceView(difference, { before, after }, names)),
    voids: changes.some((change) => change.voids && change.parts.some((part) => parts.includes(part))),
  };
}

function differenceView(
  { kind, part }: Difference,
  { before, after }: Pick<Between, "before" | "after">,
  names: Names,
): DifferenceView {
  const was = before.parts.find(({ id }) => id === part);
  const is = after.parts.find(({ id }) => id === part);
  if (kind === "deadline") return { kind, was: before };
  if (kind === "title") return { kind, title: (is ?? after).title, was: (was ?? before).title };
  if (!was || !is) throw new Error(`A ${kind} meeting is none of the parts of ${after.id}.`);
  return { kind, title: is.title, was: partView(was, names) };
}

/** What a registered person's calendar is told: sessions that are to be there, and those that are to go. */
export interface Calendars {
  readonly request: ConvocationView;
  readonly withdrawn: Required<Pick<CalendarView, "convocation" | "first">>;
}

/** A session keeps its place in its part, and with it its UID; of a part that has fewer sessions now, the surplus ones go. */
export function calendarsOf({ before, after, changes, parts }: Between, names: Names): Calendars {
  const told = forCalendars(changes, parts).flatMap((change) => change.parts);
  const concerned = parts.filter((part) => told.includes(part));
  const was = convocationView(before, concerned, names);
  const is = convocationView(after, concerned, names);
  const first: Record<string, number> = {};
  const going: PartView[] = [];
  for (const part of was.parts) {
    const now = is.parts.find(({ id }) => id === part.id);
    const cancelled = now?.state === "cancelled";
    if (!cancelled && (now?.sessions.length ?? 0) >= part.sessions.length) continue;
    if (!cancelled) first[part.id] = now?.sessions.length ?? 0;
    going.push({ ...part, state: cancelled ? "cancelled" : "convened" });
  }
  return {
    request: { ...is, parts: is.parts.filter(({ state }) => state !== "cancelled") },
    withdrawn: { convocation: { ...was, parts: going }, first },
  };
}

/** What the calendar file of such a mail does, in a word. */
export function calendarWord({ request, withdrawn }: Calendars): NonNullable<ChangeMail["registered"]>["calendar"] {
  const changes = request.parts.some(({ sessions }) => sessions.length > 0);
  const removes = withdrawn.convocation.parts.length > 0;
  if (changes) return removes ? "both" : "changes";
  return removes ? "removes" : "none";
}
