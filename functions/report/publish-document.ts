import type * as z from "zod/mini";
import type { publishDocument } from "#events/commands/publish-document.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { moveDocument } from "./move-document.ts";

export const publishDocumentStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof publishDocument.schema>, act: Act): Promise<Outcome> =>
    moveDocument(tables, act, command.documentId, { kind: "publish" });
