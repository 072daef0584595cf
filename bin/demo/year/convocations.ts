import { Temporal } from "temporal-polyfill";
import { type CalendarMeeting, calendar, conveneCommandOf, convocationsOf } from "#bin/demo/calendar";

/** A convocation of the calendar as the year plays it: its command, its round, and the day of its first session. */
export interface Planned {
  readonly id: string;
  readonly roundId: string;
  readonly meetings: readonly CalendarMeeting[];
  readonly command: ReturnType<typeof conveneCommandOf>;
  /** Whom the round is for: everybody of the part that invites the most. */
  readonly audience: object;
  readonly firstDay: string;
}

export const convocations: readonly Planned[] = convocationsOf(calendar.meetings).map(planned);

function planned(meetings: CalendarMeeting[]): Planned {
  const asked = conveneCommandOf(meetings);
  const command = { ...asked, parts: asked.parts.map((part, index) => withTrainers(part, meetings[index])) };
  return {
    id: command.convocationId,
    roundId: `${command.convocationId}-round`,
    meetings,
    command,
    audience: command.parts.at(-1)?.audience ?? {},
    firstDay: meetings[0]?.sessions?.[0]?.day ?? "",
  };
}

/** Who trains is invited too: their people register with a Capacity of their own. */
function withTrainers<P extends { readonly audience: object }>(part: P, meeting: CalendarMeeting | undefined): P {
  const parties = meeting?.trainers?.map(({ party }) => party);
  return parties ? { ...part, audience: { ...part.audience, parties } } : part;
}

export function convocationOf(id: string): Planned {
  const found = convocations.find((each) => each.id === id);
  if (!found) throw new Error(`The calendar has no convocation ${id}.`);
  return found;
}

/** So many days before its first session, or after with a negative number, in the morning. */
export function daysBefore({ firstDay }: Pick<Planned, "firstDay">, days: number): string {
  return morning(Temporal.PlainDate.from(firstDay).subtract({ days }).toString());
}
/** After the reminders of nine o'clock in any of the calendar's zones. */
export const morning = (day: string) => `${day}T09:30:00Z`;
