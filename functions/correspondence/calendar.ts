import ical, { ICalAttendeeStatus, ICalCalendarMethod, type ICalEventData, ICalEventStatus } from "ical-generator";
import { placeLine } from "#correspondence/facts";
import { mailWords } from "#correspondence/mail-words";
import { clean, mailbox, plain, title } from "#correspondence/text";
import { printSession } from "#correspondence/time";
import type { CalendarView, PartView } from "#correspondence/views";
import type { Language } from "#events/envelope";

/**
 * One calendar object with an event for each session of the registration's parts: UTC times, the meeting's own time in the
 * description, and nothing that opens or answers anything.
 */
export function calendarObject(view: CalendarView, language: Language): string {
  return objectOf(view, eventsOf(view, language), language);
}

/** The same, one object for each session: iTIP (RFC 5546) has one UID in a request, and some programs read only the first. */
export function calendarObjects(view: CalendarView, language: Language): string[] {
  return eventsOf(view, language).map((event) => objectOf(view, [event], language));
}

function objectOf(view: CalendarView, events: ICalEventData[], language: Language): string {
  return ical({
    prodId: { company: "convoke", product: "convoke", language: language.toUpperCase() },
    method: ICalCalendarMethod[view.method],
    events,
  }).toString();
}

function eventsOf(view: CalendarView, language: Language): ICalEventData[] {
  return view.convocation.parts.flatMap((part) =>
    sessionsOf(view, part).map(({ session, index }) => ({
      id: `${uidOf(view, part, index)}@${view.domain}`,
      sequence: view.sequence,
      stamp: view.stamp,
      start: session.from.instant,
      end: session.until.instant,
      summary: title(part.title, language).text,
      location: plain(placeLine(part, language)),
      description: description(view, part, index, language),
      status: statusOf(view, part),
      organizer: { name: parameter(title(view.secretariat.name, language).text), email: view.secretariat.email },
      attendees: [
        {
          name: parameter(view.attendee.name),
          email: parameter(view.attendee.email).replaceAll(" ", ""),
          rsvp: false,
          status: ICalAttendeeStatus.ACCEPTED,
        },
      ],
    })),
  );
}

/** A session keeps its number, and with it its UID, when it moves; of a part that has fewer, only those that are left over may be meant. */
function sessionsOf({ first }: CalendarView, part: PartView) {
  return part.sessions
    .map((session, index) => ({ session, index }))
    .filter(({ index }) => index >= (first?.[part.id] ?? 0));
}

function statusOf({ method }: CalendarView, { state }: PartView): ICalEventStatus {
  if (method === "CANCEL") return ICalEventStatus.CANCELLED;
  return state === "postponed" ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}

function uidOf({ convocation, person, generation }: CalendarView, part: PartView, session: number): string {
  return [convocation.id, part.id, session + 1, person, generation].join(".");
}

function description(view: CalendarView, part: PartView, index: number, language: Language): string {
  const t = mailWords(language);
  const session = part.sessions[index];
  const lines = [
    ...(view.method === "CANCEL" ? [plain(t(whyCancelled(view, part)))] : []),
    ...(view.method === "REQUEST" && part.state === "postponed" ? [plain(t("calendar.postponed"))] : []),
    title(view.convocation.title, language).text,
    ...(session ? [printSession(session, language, part.place?.city ?? undefined)] : []),
    plain(placeLine(part, language)),
    plain(t("calendar.contact", { mailbox: mailbox(view.secretariat.email) })),
  ];
  return [...new Set(lines)].join("\n");
}

function whyCancelled({ first }: CalendarView, { id, state }: PartView) {
  if (state === "cancelled") return "calendar.cancelled";
  return first?.[id] === undefined ? "calendar.withdrawn" : "calendar.dropped";
}

/** What may stand in a quoted parameter. A double quote has no escape there that programs agree on; nor has a caret. */
function parameter(text: string): string {
  return clean(text.replace(/["^\\]/g, " "), 200);
}
