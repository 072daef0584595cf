import * as z from "zod/mini";
import { command, id, texts } from "#events/envelope";
import { moving } from "#events/meeting-move";

/** Another title for the whole, for some of its parts, or both: the registered get it in their calendars. */
export const correctTitle = command(
  "correct-title.v1",
  { noun: "meeting", machines: "none", personal: true },
  {
    ...moving,
    title: z.exactOptional(texts(200)),
    parts: z.exactOptional(z.array(z.strictObject({ id, title: texts(200) })).check(z.minLength(1), z.maxLength(12))),
  },
);
