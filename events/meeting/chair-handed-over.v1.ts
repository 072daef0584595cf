import { fact, id, instant, partyCode } from "#events/envelope";

/** The chair passed from one party to another inside a meeting. Published by hand-over-chair; consumed by dialogue. */
export const meetingChairHandedOver = fact("meeting.chair-handed-over.v1", {
  dialogueId: id,
  convocationId: id,
  part: id,
  from: partyCode,
  to: partyCode,
  passedAt: instant,
});
