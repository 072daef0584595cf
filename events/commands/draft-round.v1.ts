import * as z from "zod/mini";
import { audienceRule } from "#events/audience-rule";
import { command, id } from "#events/envelope";

/** Drafts an invitation round to a convocation. Its text is a template, named; a machine may draft. */
export const draftRound = command(
  "draft-round.v1",
  { noun: "invitation", machines: "any" },
  { roundId: id, convocationId: id, template: z.enum(["invitation"]), audience: audienceRule },
);
