import { fact, id } from "#events/envelope";

/** A scheme of tags was defined; it never changes. Published by define-tags. */
export const dialogueTagsDefined = fact(
  "dialogue.tags-defined.v1",
  { dialogueId: id, scheme: id },
  { consumers: "none" },
);
