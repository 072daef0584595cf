import type * as z from "zod/mini";
import type { clearDocument } from "#events/commands/clear-document.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { moveDocument } from "./move-document.ts";

export const clearDocumentStep =
  ({ tables }: { tables: Tables }) =>
  async ({ documentId, adoption }: z.infer<typeof clearDocument.schema>, act: Act): Promise<Outcome> =>
    moveDocument(tables, act, documentId, { kind: "clear", adoption }, { adoption });
