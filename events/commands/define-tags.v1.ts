import * as z from "zod/mini";
import { command, id, line, texts } from "#events/envelope";
import { tagCode } from "#events/meeting-part";

/**
 * Defines a scheme of tags that meetings may name, such as the domains of the JVAP of 2015. A scheme is never changed: its next
 * version is another scheme beside it, and meetings keep the one they name.
 */
export const defineTags = command(
  "define-tags.v1",
  { noun: "dialogue", machines: "any" },
  {
    dialogueId: id,
    scheme: id,
    name: texts(120),
    version: line(20),
    tags: z.array(z.strictObject({ code: tagCode, words: texts(300) })).check(z.minLength(1), z.maxLength(200)),
  },
);
