import type * as z from "zod/mini";
import type { dialogueFocalPointChanged } from "#events/dialogue/focal-point-changed.v1";
import type { Act } from "#platform/commit";
import type { CurrentKey } from "#platform/current-key";
import { isBeforeRestore } from "#platform/restored";
import type { Tables } from "#platform/table";
import { listConvocations, readConvocation, readInvited } from "#records/convocation";
import { readFocalPoints } from "#records/registry";
import { takeOver } from "./take-over.ts";

/** A party has another focal point: every invitation of theirs that is still open passes to whom the registry names now, not to whom the fact names. */
export const onDialogueFocalPointChanged =
  (deps: { tables: Tables; currentKey: CurrentKey }) =>
  async ({ data, at }: z.infer<typeof dialogueFocalPointChanged.schema>, act: Act): Promise<void> => {
    const { tables } = deps;
    const points = await readFocalPoints(tables, data.dialogueId, data.party);
    // What was changed before a restore was told then, as far as anybody knows: such mails do not leave.
    const dated = isBeforeRestore(at) ? at : act.now;
    for (const { id, state } of await listConvocations(tables, data.dialogueId)) {
      if (state !== "convened") continue;
      const held = await readConvocation(tables, id);
      const did = held && (await readInvited(tables, id, data.party));
      if (held && did !== undefined) await takeOver(deps, act, { did, convocation: held.convocation, points, dated });
    }
  };
