import type * as z from "zod/mini";
import type { importParties } from "#events/commands/import-parties.v1";
import { dialoguePartiesImported } from "#events/dialogue/parties-imported.v1";
import type { Language } from "#events/envelope";
import type { Blobs } from "#platform/blobs";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { importStep } from "./import-step.ts";
import { readParties } from "./party-entries.ts";

export const importPartiesStep =
  (deps: { tables: Tables; blobs: Blobs; languages: () => readonly Language[] }) =>
  async (command: z.infer<typeof importParties.schema>, act: Act): Promise<Outcome> =>
    importStep(deps, command, act, {
      read: async (_, text, held) => readParties(command, text, held, deps.languages()),
      fact: (done) => dialoguePartiesImported(done),
    });
