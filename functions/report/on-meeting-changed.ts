import type * as z from "zod/mini";
import { daysLeft } from "#domain/days-left";
import type { Document } from "#domain/document";
import { evolve } from "#domain/document-evolve";
import { markDates, type Texted, titled, whereText } from "#domain/document-marks";
import type { Work } from "#domain/document-revision";
import { asOf } from "#domain/meeting-then";
import type { meetingChanged } from "#events/meeting/changed.v1";
import type { Blobs } from "#platform/blobs";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { readDocument, readDocumentsOf } from "#records/document";
import { readChange, readChanges } from "#records/meeting-change";
import { documentRow } from "./rows.ts";

interface Deps {
  readonly tables: Tables;
  readonly blobs: Blobs;
}

/** A meeting has other days, or none yet: its documents that name one of the old ones are marked, those that are published too. */
export const onMeetingChanged =
  ({ tables, blobs }: Deps) =>
  async ({ data }: z.infer<typeof meetingChanged.schema>, act: Act): Promise<void> => {
    const { convocationId, revision, what } = data;
    if (what !== "rescheduled" && what !== "postponed") return;
    const held = await readConvocation(tables, convocationId);
    const change = await readChange(tables, convocationId, revision);
    if (!held || !change)
      throw new Error(`Revision ${revision} of ${convocationId} was told of, but its row is not there.`);
    // As it was before the change: what is postponed keeps its old days, what is moved twice has others by now.
    const was = asOf(held.convocation, await readChanges(tables, convocationId), revision - 1);
    const moved = daysLeft(was, change);
    for (const { id } of await readDocumentsOf(tables, held.convocation)) {
      const found = await readDocument(tables, id);
      if (!found) continue;
      const { document, row } = found;
      const { correction } = document;
      const texts = {
        document: await textsOf(blobs, document),
        correction: correction ? await textsOf(blobs, correction) : [],
      };
      const marked = markDates(document, held.convocation, moved, texts);
      if (!marked) continue;
      const stamp = { actor: act.actor, at: act.now, marks: marked.marks };
      const after = marked.facts.reduce((before, fact) => evolve(before, fact, stamp), document);
      const result = await commit(
        tables,
        { ...act, commitId: `${act.commitId}.${id}` },
        { change: { before: row, after: documentRow(after) }, facts: marked.facts },
      );
      if (result.kind !== "done") throw new Error(`Document ${id} moved on while it was looked at; it is tried again.`);
    }
  };

async function textsOf(
  blobs: Blobs,
  { title, renditions }: Pick<Document | Work, "title" | "renditions">,
): Promise<Texted> {
  const texts = await Promise.all(
    renditions.map(async ({ language, file }) => ({ where: whereText(language), text: (await blobs.get(file)) ?? "" })),
  );
  return [...titled(title), ...texts];
}
