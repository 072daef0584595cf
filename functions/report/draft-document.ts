import type * as z from "zod/mini";
import { draft, expectedDocument } from "#domain/document";
import { evolve } from "#domain/document-evolve";
import { isRefusal } from "#domain/refusal";
import type { draftDocument } from "#events/commands/draft-document.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readDocument } from "#records/document";
import { placeDocument } from "./place-document.ts";
import { writeDocument } from "./write-document.ts";

/** Begins a document. One that was expected keeps what it is to be put together from, and who clears it. */
export const draftDocumentStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof draftDocument.schema>, act: Act): Promise<Outcome> => {
    const placed = await placeDocument(tables, command);
    if ("refusal" in placed) return placed.refusal;
    const held = await readDocument(tables, command.documentId);
    const { assembles, fileName, toBeClearedBy, adoption } = held?.document ?? placed.wanted;
    const wanted = {
      ...placed.wanted,
      assembles,
      fileName,
      toBeClearedBy,
      adoption: placed.wanted.adoption ?? adoption,
    };
    const decided = draft(held?.document, wanted, placed.partKind);
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const document = decided.facts.reduce(
      (before, fact) => evolve(before, fact, { actor: act.actor, at: act.now }),
      expectedDocument(wanted),
    );
    return writeDocument(tables, act, { before: held?.row, document, facts: decided.facts });
  };
