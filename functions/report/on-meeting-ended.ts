import type * as z from "zod/mini";
import { expectedDocument } from "#domain/document";
import { owedBy } from "#domain/document-owed";
import type { meetingEnded } from "#events/meeting/ended.v1";
import { reportDocumentExpected } from "#events/report/document-expected.v1";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readDocument, readDocumentsOf } from "#records/document";
import { documentRow } from "./rows.ts";

/** A meeting that is over owes a readout, and a series its reader: they stand in the books as expected until somebody drafts them. */
export const onMeetingEnded =
  ({ tables }: { tables: Tables }) =>
  async ({ data }: z.infer<typeof meetingEnded.schema>, act: Act): Promise<void> => {
    const held = await readConvocation(tables, data.convocationId);
    if (!held) return;
    const { convocation } = held;
    for (const owed of owedBy(convocation, await readDocumentsOf(tables, convocation))) {
      const id = await freeId(tables, owed.id, convocation.id);
      if (id === undefined) continue;
      const { convocationId, part } = owed;
      await commit(
        tables,
        { ...act, commitId: `${act.commitId}.${part ?? "whole"}` },
        {
          change: { before: undefined, after: documentRow(expectedDocument({ ...owed, id })) },
          facts: [reportDocumentExpected({ documentId: id, convocationId, ...(part !== null && { part }) })],
        },
      );
    }
  };

/** The document's id; undefined where the convocation has it already. Another convocation may have a part of the same name. */
async function freeId(tables: Tables, id: string, convocationId: string): Promise<string | undefined> {
  const held = await readDocument(tables, id);
  if (!held) return id;
  if (held.document.convocationId === convocationId) return undefined;
  const longer = `${convocationId}-${id}`.slice(0, 64);
  return (await readDocument(tables, longer)) ? undefined : longer;
}
