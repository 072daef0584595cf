import { command } from "#events/envelope";
import { moving, someParts } from "#events/meeting-move";

/** Puts parts of a meeting off, with no new date yet: answers are kept and confirmed when the date comes, calendars show it as tentative, reminders stop. */
export const postponeMeeting = command(
  "postpone-meeting.v1",
  { noun: "meeting", machines: "none", personal: true },
  { ...moving, parts: someParts },
);
