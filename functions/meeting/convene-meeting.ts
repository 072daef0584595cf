import type * as z from "zod/mini";
import { conveneKnown, meetingsNamed } from "#domain/convening";
import { isRefusal } from "#domain/refusal";
import type { conveneMeeting } from "#events/commands/convene-meeting.v1";
import type { Clock } from "#platform/clock";
import { answered, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { readKnown } from "#records/convening";
import { readConvocation } from "#records/convocation";
import { bookEnd } from "./at-meeting-end.ts";
import { convocationRow, jointRows, meetingRows } from "./rows.ts";

export const conveneMeetingStep =
  ({ tables, clock, schedules }: { tables: Tables; clock: Clock; schedules: Schedules }) =>
  async (command: z.infer<typeof conveneMeeting.schema>, act: Act): Promise<Outcome> => {
    const known = await readKnown(tables, [command.dialogueId, ...(command.with ?? [])], meetingsNamed(command.parts));
    const decided = conveneKnown(command, known, act.now, clock.tzdata());
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const { convocation, facts } = decided;
    const outcome = { accepted: true, convocationId: convocation.id, revision: 1, cutOff: convocation.cutOff } as const;
    // Booked before it is written: a schedule without a meeting finds nothing and does nothing; the reverse would be a meeting that never ends.
    await bookEnd(schedules, convocation);
    const result = await commit(tables, act, {
      change: { before: undefined, after: convocationRow(convocation) },
      puts: jointRows(convocation),
      creates: meetingRows(convocation).map((row) => ({ row, refusal: row.sk })),
      facts,
      outcome,
    });
    const twice = () => refused("already-convened", `${command.convocationId} is convened already. Choose another id.`);
    if (result.kind === "refused")
      return (await readConvocation(tables, convocation.id)) ? twice() : meetingExists(result.refusal);
    return answered(result, act, outcome, twice);
  };

function meetingExists(id: string): Outcome {
  return refused("meeting-exists", `The dialogue has a meeting ${id} already. Choose another id for the part.`);
}
