import * as z from "zod/mini";
import { fact, id } from "#events/envelope";

/** A file of parties, memberships, seats and chairs was applied whole. Published by import-parties. */
export const dialoguePartiesImported = fact(
  "dialogue.parties-imported.v1",
  { dialogueId: id, importId: id, rows: z.number(), unchanged: z.number() },
  { consumers: "none" },
);
