import * as z from "zod/mini";
import { command, id, language, texts, wallTime } from "#events/envelope";
import { meetingPart, zone } from "#events/meeting-part";

/** Convenes a meeting, a cluster or a series: one convocation with its parts. Times are wall times in the part's zone. */
export const conveneMeeting = command(
  "convene-meeting.v1",
  { noun: "meeting", machines: "any" },
  {
    dialogueId: id,
    /** Other dialogues that convene it too: a joint meeting. */
    with: z.exactOptional(z.array(id).check(z.maxLength(5))),
    convocationId: id,
    title: texts(200),
    answersBy: wallTime,
    namesBy: z.exactOptional(wallTime),
    timeZone: zone,
    languages: z.array(language).check(z.minLength(1)),
    parts: z.array(meetingPart).check(z.minLength(1), z.maxLength(12)),
  },
);
