import type * as z from "zod/mini";
import type { Convocation } from "#domain/convocation";
import type { Document } from "#domain/document";
import type { publishDocument } from "#events/commands/publish-document.v1";
import type { Outcome } from "#platform/command-steps";
import type { Act } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { moveDocument } from "./move-document.ts";

export const publishDocumentStep =
  ({ tables }: { tables: Tables }) =>
  async ({ documentId, dateIsRight = false }: z.infer<typeof publishDocument.schema>, act: Act): Promise<Outcome> =>
    moveDocument(
      tables,
      act,
      documentId,
      async (document) => {
        const held = await readConvocation(tables, document.convocationId);
        const meetingOver = held !== undefined && isOver(held.convocation, document.part, act.now);
        return { kind: "publish", meetingOver, dateIsRight };
      },
      { dateIsRight },
    );

/** Whether the last session of a document's part, or of the whole, has ended. */
function isOver({ parts }: Convocation, part: Document["part"], now: string): boolean {
  const own = parts.filter(({ id, state }) => state === "convened" && (part === null || id === part));
  const sessions = own.flatMap((each) => each.sessions);
  return sessions.length > 0 && sessions.every(({ until }) => until.instant <= now);
}
