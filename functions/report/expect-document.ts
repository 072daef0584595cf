import type * as z from "zod/mini";
import { expectDocument as decideExpected, expectedDocument } from "#domain/document";
import { isRefusal } from "#domain/refusal";
import type { expectDocument } from "#events/commands/expect-document.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readDocument } from "#records/document";
import { placeDocument } from "./place-document.ts";
import { writeDocument } from "./write-document.ts";

export const expectDocumentStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof expectDocument.schema>, act: Act): Promise<Outcome> => {
    const placed = await placeDocument(tables, command);
    if ("refusal" in placed) return placed.refusal;
    const { assembles = [], fileName = null, toBeClearedBy = null } = command;
    const wanted = { ...placed.wanted, assembles, fileName, toBeClearedBy };
    const held = await readDocument(tables, command.documentId);
    const decided = decideExpected(held?.document, wanted, placed.partKind);
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    return writeDocument(tables, act, {
      before: undefined,
      document: expectedDocument(wanted),
      facts: decided.facts,
    });
  };
