import * as z from "zod/mini";
import { command, wallTime } from "#events/envelope";
import { moving, newPlace, someParts } from "#events/meeting-move";
import { modality } from "#events/meeting-part";

/** In person, online or both. Online needs no place and voids what was asked for visa and travel; whoever must now travel is asked again. */
export const changeModality = command(
  "change-modality.v1",
  { noun: "meeting", machines: "none", personal: true },
  {
    ...moving,
    parts: someParts,
    modality,
    ...newPlace,
    answersBy: z.exactOptional(wallTime),
    namesBy: z.exactOptional(wallTime),
  },
);
