import { fact, id, instant, partyCode } from "#events/envelope";

/** The dialogue's chairmanship ended for one party and began for another. Published by dialogue on a hand-over recorded at a meeting. */
export const dialogueChairPassed = fact(
  "dialogue.chair-passed.v1",
  { dialogueId: id, convocationId: id, from: partyCode, to: partyCode, passedAt: instant },
  { consumers: "none" },
);
