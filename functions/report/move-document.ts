import type { Document } from "#domain/document";
import { type DocumentCommand, decide } from "#domain/document-acts";
import { evolve, type Stamp } from "#domain/document-evolve";
import { isRefusal } from "#domain/refusal";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readDocument } from "#records/document";
import { writeDocument } from "./write-document.ts";

type Asked = DocumentCommand | ((document: Document) => Promise<DocumentCommand>);

/** Decides one act on a document and writes it; `said` is what stands in the row and in no fact. */
export async function moveDocument(
  tables: Tables,
  act: Act,
  documentId: string,
  asked: Asked,
  said: Omit<Stamp, "actor" | "at"> = {},
): Promise<Outcome> {
  const held = await readDocument(tables, documentId);
  if (!held) return refused("no-such-document", `There is no document ${documentId}. Draft it first.`);
  const command = typeof asked === "function" ? await asked(held.document) : asked;
  const decided = decide(command, held.document, act.actor);
  if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
  const document = decided.facts.reduce(
    (before, fact) => evolve(before, fact, { actor: act.actor, at: act.now, ...said }),
    held.document,
  );
  return writeDocument(tables, act, { before: held.row, document, facts: decided.facts });
}
