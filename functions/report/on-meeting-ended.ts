import type * as z from "zod/mini";
import type { meetingEnded } from "#events/meeting/ended.v1";
import { reportDocumentExpected } from "#events/report/document-expected.v1";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readDocument } from "#records/document";
import { documentRow } from "./rows.ts";

/** A meeting that is over owes a readout: it stands in the books as expected until somebody drafts it. */
export const onMeetingEnded =
  ({ tables }: { tables: Tables }) =>
  async ({ data }: z.infer<typeof meetingEnded.schema>, act: Act): Promise<void> => {
    const held = await readConvocation(tables, data.convocationId);
    for (const part of held?.convocation.parts ?? []) {
      // What was cancelled owes none.
      if (part.state === "cancelled") continue;
      const { dialogueId, id: convocationId } = held?.convocation ?? {
        dialogueId: data.dialogueId,
        id: data.convocationId,
      };
      const id = await freeId(tables, `${part.id}-readout`, convocationId);
      if (id === undefined) continue;
      const document = {
        id,
        dialogueId,
        convocationId,
        part: part.id,
        kind: "readout",
        audience: "public",
        title: { en: `Readout: ${part.title.en}` },
        state: "expected",
        author: null,
        clearedBy: null,
        publishedAt: null,
        renditions: [],
      } as const;
      await commit(
        tables,
        { ...act, commitId: `${act.commitId}.${part.id}` },
        {
          change: { before: undefined, after: documentRow(document) },
          facts: [reportDocumentExpected({ documentId: id, convocationId, part: part.id })],
        },
      );
    }
  };

/** The readout's id; undefined where the convocation has it already. Another convocation may have a part of the same name. */
async function freeId(tables: Tables, id: string, convocationId: string): Promise<string | undefined> {
  const held = await readDocument(tables, id);
  if (!held) return id;
  if (held.document.convocationId === convocationId) return undefined;
  const longer = `${convocationId}-${id}`.slice(0, 64);
  return (await readDocument(tables, longer)) ? undefined : longer;
}
