import type * as z from "zod/mini";
import type { importContacts } from "#events/commands/import-contacts.v1";
import { dialogueContactsImported } from "#events/dialogue/contacts-imported.v1";
import type { Blobs } from "#platform/blobs";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readContacts } from "./contact-entries.ts";
import { importStep } from "./import-step.ts";

export const importContactsStep =
  (deps: { tables: Tables; blobs: Blobs }) =>
  async (command: z.infer<typeof importContacts.schema>, act: Act): Promise<Outcome> =>
    importStep(deps, command, act, {
      read: (_, text, held) => readContacts(deps.tables, command, text, held),
      fact: (done) => dialogueContactsImported(done),
    });
