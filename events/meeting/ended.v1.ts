import { fact, id } from "#events/envelope";

/** The last session of a convocation is over. Published by meeting at its end; consumed by report. */
export const meetingEnded = fact("meeting.ended.v1", { dialogueId: id, convocationId: id });
