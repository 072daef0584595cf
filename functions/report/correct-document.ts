import type * as z from "zod/mini";
import type { correctDocument } from "#events/commands/correct-document.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { moveDocument } from "./move-document.ts";

export const correctDocumentStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof correctDocument.schema>, act: Act): Promise<Outcome> => {
    const { documentId, corrigendum: text, reason } = command;
    return moveDocument(tables, act, documentId, { kind: "correct", text }, { correction: { text, reason } });
  };
