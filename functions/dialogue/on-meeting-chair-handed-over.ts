import type * as z from "zod/mini";
import { dayOf } from "#domain/instant";
import { dialogueChairPassed } from "#events/dialogue/chair-passed.v1";
import type { meetingChairHandedOver } from "#events/meeting/chair-handed-over.v1";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { keys } from "#records/keys";
import { readRegistry } from "#records/registry";

/** The dialogue's chairmanships follow the hand-over that a meeting recorded: one term ends and the next begins on that day. */
export const onMeetingChairHandedOver =
  ({ tables }: { tables: Tables }) =>
  async ({ data }: z.infer<typeof meetingChairHandedOver.schema>, act: Act): Promise<void> => {
    const held = await readConvocation(tables, data.convocationId);
    const zone = held?.convocation.parts.find((part) => part.id === data.part)?.timeZone ?? "UTC";
    const day = dayOf(data.passedAt, zone);
    const { registry, head } = await readRegistry(tables, data.dialogueId);
    const ending = registry.chairs.find(
      (term) => term.code === data.from && term.from <= day && (term.until === null || term.until >= day),
    );
    const begun = registry.chairs.find((term) => term.code === data.to && term.from === day);
    if (begun && ending?.until === day && head?.["chairPassed"] === data.passedAt) return;
    const result = await commit(tables, act, {
      change: { before: head, after: { ...head, ...keys.dialogue(data.dialogueId), chairPassed: data.passedAt } },
      puts: [
        ...(ending ? [{ ...keys.chair(data.dialogueId, ending.from), ...ending, until: day, assumed: false }] : []),
        { ...keys.chair(data.dialogueId, day), code: data.to, from: day, until: begun?.until ?? null, assumed: false },
      ],
      facts: [
        dialogueChairPassed({
          dialogueId: data.dialogueId,
          convocationId: data.convocationId,
          from: data.from,
          to: data.to,
          passedAt: data.passedAt,
        }),
      ],
    });
    if (result.kind === "moved-on")
      throw new Error("The dialogue changed at the same moment; the fact is handled again.");
  };
