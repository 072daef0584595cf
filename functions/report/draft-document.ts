import type * as z from "zod/mini";
import { type Document, draft, evolve } from "#domain/document";
import { isRefusal } from "#domain/refusal";
import type { draftDocument } from "#events/commands/draft-document.v1";
import { type Outcome, refused } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readDocument } from "#records/document";
import { writeDocument } from "./write-document.ts";

export const draftDocumentStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof draftDocument.schema>, act: Act): Promise<Outcome> => {
    const convened = await readConvocation(tables, command.convocationId);
    if (!convened) return refused("no-such-meeting", `There is no meeting ${command.convocationId}.`);
    const parts = convened.convocation.parts.map(({ id }) => id);
    if (!parts.includes(command.part))
      return refused(
        "unknown-part",
        `${command.convocationId} has no part ${command.part}. Its parts are ${parts.join(", ")}.`,
      );
    const held = await readDocument(tables, command.documentId);
    const decided = draft(held?.document, command);
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const { dialogueId } = convened.convocation;
    const { documentId: id, convocationId, part, kind, audience, title } = command;
    const blank: Document = {
      id,
      dialogueId,
      convocationId,
      part,
      kind,
      audience,
      title,
      state: "draft",
      author: null,
      clearedBy: null,
      publishedAt: null,
      renditions: [],
    };
    const document = decided.facts.reduce(
      (before, fact) => evolve(before, fact, { actor: act.actor, at: act.now }),
      blank,
    );
    return writeDocument(tables, act, { before: held?.row, document, facts: decided.facts });
  };
