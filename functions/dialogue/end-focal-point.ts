import type * as z from "zod/mini";
import { endFocalPoint as decide } from "#domain/focal-point";
import { isRefusal } from "#domain/refusal";
import type { endFocalPoint } from "#events/commands/end-focal-point.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readFocalPointRows, writeFocalPoints } from "./write-focal-points.ts";

/** Ends a focal point's term without a successor. */
export const endFocalPointStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof endFocalPoint.schema>, act: Act): Promise<Outcome> => {
    const { dialogueId } = command;
    const held = await readFocalPointRows(tables, dialogueId);
    const change = decide(held.registry, command);
    if (isRefusal(change)) return refused(change.code, change.sentence, change.details);
    return writeFocalPoints(tables, act, { dialogueId, held, change });
  };
