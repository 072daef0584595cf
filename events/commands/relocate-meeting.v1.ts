import { command } from "#events/envelope";
import { moving, newPlace, someParts } from "#events/meeting-move";

/** Another city, or another venue in the same one. Nobody has to confirm; a city is told to everybody invited, a venue to the registered. Another city forgets the venue, another country the city. */
export const relocateMeeting = command(
  "relocate-meeting.v1",
  { noun: "meeting", machines: "none", personal: true },
  { ...moving, parts: someParts, ...newPlace },
);
