import { command, id, line, partyCode } from "#events/envelope";

/** Records that the chair passes from one party to another inside a meeting, and why. A person's act: no machine may ask for it. */
export const handOverChair = command(
  "hand-over-chair.v1",
  { noun: "meeting", machines: "none", personal: true },
  { convocationId: id, part: id, from: partyCode, to: partyCode, reason: line(500) },
);
