import type * as z from "zod/mini";
import { unknownParties } from "#domain/audience";
import { convene } from "#domain/convocation";
import { isRefusal } from "#domain/refusal";
import type { conveneMeeting } from "#events/commands/convene-meeting.v1";
import type { Clock } from "#platform/clock";
import { answered, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { readRegistry } from "#records/registry";
import { bookEnd } from "./at-meeting-end.ts";
import { convocationRow } from "./rows.ts";

export const conveneMeetingStep =
  ({ tables, clock, schedules }: { tables: Tables; clock: Clock; schedules: Schedules }) =>
  async (command: z.infer<typeof conveneMeeting.schema>, act: Act): Promise<Outcome> => {
    const { registry } = await readRegistry(tables, command.dialogueId);
    const known = new Set(registry.parties.map((party) => party.code));
    const strangers = command.parts.flatMap((part) => [
      ...unknownParties(part.audience, registry),
      ...[...part.organisers, ...(part.chair === undefined ? [] : [part.chair])].filter((code) => !known.has(code)),
    ]);
    if (strangers.length > 0)
      return refused(
        "unknown-party",
        `The dialogue knows no party ${[...new Set(strangers)].join(", ")}. Import it first, or correct the code.`,
      );
    const decided = convene(command, act.now, clock.tzdata());
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const { convocation, facts } = decided;
    const outcome = { accepted: true, convocationId: convocation.id, revision: 1, cutOff: convocation.cutOff } as const;
    // Booked before it is written: a schedule without a meeting finds nothing and does nothing; the reverse would be a meeting that never ends.
    await bookEnd(schedules, convocation);
    const result = await commit(tables, act, {
      change: { before: undefined, after: convocationRow(convocation) },
      facts,
      outcome,
    });
    return answered(result, act, outcome, () =>
      refused("already-convened", `${command.convocationId} is convened already. Choose another id.`),
    );
  };
