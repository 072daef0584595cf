import { type DocumentCommand, decide, evolve } from "#domain/document";
import { isRefusal } from "#domain/refusal";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readDocument } from "#records/document";
import { writeDocument } from "./write-document.ts";

export async function moveDocument(
  tables: Tables,
  act: Act,
  documentId: string,
  command: DocumentCommand,
): Promise<Outcome> {
  const held = await readDocument(tables, documentId);
  if (!held) return refused("no-such-document", `There is no document ${documentId}. Draft it first.`);
  const decided = decide(command, held.document, act.actor);
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  const document = decided.facts.reduce(
    (before, fact) => evolve(before, fact, { actor: act.actor, at: act.now }),
    held.document,
  );
  return writeDocument(tables, act, { before: held.row, document, facts: decided.facts });
}
