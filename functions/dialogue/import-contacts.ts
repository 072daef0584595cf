import type * as z from "zod/mini";
import type { importContacts } from "#events/commands/import-contacts.v1";
import { dialogueContactsImported } from "#events/dialogue/contacts-imported.v1";
import type { Blobs } from "#platform/blobs";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readRegistry } from "#records/registry";
import { applyImport, badRows } from "./apply-import.ts";
import { readContacts } from "./read-file.ts";

export const importContactsStep =
  ({ tables, blobs }: { tables: Tables; blobs: Blobs }) =>
  async (command: z.infer<typeof importContacts.schema>, act: Act): Promise<Outcome> => {
    const text = await blobs.get(`imports/${command.fileId}`);
    if (text === undefined)
      return refused(
        "no-such-file",
        "There is no file of this id. Hand the file in first; `convoke import` does both.",
      );
    const { registry } = await readRegistry(tables, command.dialogueId);
    const known = new Set(registry.parties.map((party) => party.code));
    const { rows, bad } = readContacts(command.dialogueId, text, command.format, known);
    if (bad.length > 0) return badRows(bad, Math.max(rows.length, bad.length));
    if (rows.length === 0) return refused("empty-file", "The file holds no rows. Nothing was imported.");
    return applyImport(tables, act, { dialogueId: command.dialogueId, rows }, (counts) => [
      dialogueContactsImported({
        dialogueId: command.dialogueId,
        importId: act.command?.id ?? act.commitId,
        ...counts,
      }),
    ]);
  };
