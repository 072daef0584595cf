import { command } from "#events/envelope";
import { moving, someParts } from "#events/meeting-move";

/** Cancels parts of a meeting, or all of it. Everybody who was invited is told, calendars take it out; it cannot be undone. */
export const cancelMeeting = command(
  "cancel-meeting.v1",
  { noun: "meeting", machines: "none", personal: true },
  { ...moving, parts: someParts },
);
