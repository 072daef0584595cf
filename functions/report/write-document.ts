import type { Document, DocumentFact } from "#domain/document";
import { answered, changedMeanwhile, type Outcome } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Row, Tables } from "#platform/table";
import { documentRow } from "./rows.ts";

/** One transaction for every act on a document; the row must be as it was read. */
export async function writeDocument(
  tables: Tables,
  act: Act,
  { before, document, facts }: { before: Row | undefined; document: Document; facts: readonly DocumentFact[] },
): Promise<Outcome> {
  const outcome = {
    accepted: true,
    documentId: document.id,
    state: document.state,
    revision: document.revision,
    languages: (document.correction ?? document).renditions.map(({ language }) => language),
    ...(document.correction && { correction: document.correction.state }),
  } as const;
  const result = await commit(tables, act, { change: { before, after: documentRow(document) }, facts, outcome });
  return answered(result, act, outcome, () => changedMeanwhile(`Document ${document.id}`));
}
