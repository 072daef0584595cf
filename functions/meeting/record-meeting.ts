import type * as z from "zod/mini";
import { meetingsNamed, unknownInRecord } from "#domain/convening";
import { recordMeeting as decide, partiesRecorded } from "#domain/recorded-meeting";
import { isRefusal } from "#domain/refusal";
import type { recordMeeting } from "#events/commands/record-meeting.v1";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Tables } from "#platform/table";
import { readKnown } from "#records/convening";
import { keys } from "#records/keys";
import { readMeeting, recordedRow } from "#records/recorded-meeting";

/** Writes what is known of a meeting of the past, over what was recorded of it before. Books nothing and sends nothing. */
export const recordMeetingStep =
  ({ tables }: { tables: Tables }) =>
  async (command: z.infer<typeof recordMeeting.schema>, act: Act): Promise<Outcome> => {
    const { dialogueId, meetingId } = command;
    const [held, known] = await Promise.all([
      readMeeting(tables, dialogueId, meetingId),
      readKnown(tables, [dialogueId], meetingsNamed([command])),
    ]);
    if (held?.convocationId !== undefined)
      return refused(
        "convened-here",
        `${meetingId} was convened here, as a part of ${held.convocationId}; what is known of it stands there. Record under another id.`,
      );
    const unknown = unknownInRecord(command, partiesRecorded(command), known);
    if (unknown) return refused(unknown.code, unknown.sentence, unknown.details);
    const decided = decide(command, held?.recorded, act.now);
    if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
    const { meeting, facts } = decided;
    const outcome = { accepted: true, meetingId, revision: meeting.revision } as const;
    const result = await commit(tables, act, {
      change: { before: held?.row, after: recordedRow(meeting) },
      ledger: { pk: `MTG#${dialogueId}#${meetingId}`, version: meeting.revision },
      puts: [{ ...keys.recorded(meetingId), dialogueId }],
      facts,
      outcome,
    });
    return answered(result, act, outcome, () => changedMeanwhile(`What is recorded of ${meetingId}`));
  };
