import type * as z from "zod/mini";
import { unknownParties, unknownRegions } from "#domain/audience";
import { convene } from "#domain/convocation";
import { together } from "#domain/joint";
import { type AskedPart, partiesNamed } from "#domain/part";
import { isRefusal } from "#domain/refusal";
import type { Registry } from "#domain/registry";
import type { conveneMeeting } from "#events/commands/convene-meeting.v1";
import type { Clock } from "#platform/clock";
import { answered, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Schedules } from "#platform/schedules";
import type { Tables } from "#platform/table";
import { readConvocation } from "#records/convocation";
import { keys } from "#records/keys";
import { readRegistries } from "#records/registry";
import { bookEnd } from "./at-meeting-end.ts";
import { convocationRow, jointRows, meetingRows } from "./rows.ts";

export const conveneMeetingStep =
  ({ tables, clock, schedules }: { tables: Tables; clock: Clock; schedules: Schedules }) =>
  async (command: z.infer<typeof conveneMeeting.schema>, act: Act): Promise<Outcome> => {
    const dialogues = [...new Set([command.dialogueId, ...(command.with ?? [])])];
    const registries = await readRegistries(tables, dialogues);
    const unknown = dialogues.filter((_, index) => registries[index]?.parties.length === 0);
    if (unknown.length > 0)
      return refused(
        "unknown-dialogue",
        `No party of a dialogue ${unknown.join(", ")} is known here. Correct the id, or import its parties first.`,
      );
    const registry = together(registries);
    const stranger = strangerIn(command.parts, registry);
    if (stranger) return stranger;
    const missing = await missingMeetings(tables, command);
    if (missing) return missing;
    const decided = convene(command, act.now, clock.tzdata());
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

/** A refusal that names every party, and every region, that the registry does not know. */
function strangerIn(parts: readonly AskedPart[], registry: Registry): Outcome | undefined {
  const known = new Set(registry.parties.map((party) => party.code));
  const parties = parts.flatMap((part) => [
    ...unknownParties(part.audience, registry),
    ...partiesNamed(part).filter((code) => !known.has(code)),
  ]);
  if (parties.length > 0)
    return refused(
      "unknown-party",
      `The dialogue knows no party ${[...new Set(parties)].join(", ")}. Import it first, or correct the code.`,
    );
  const regions = parts.flatMap((part) => unknownRegions(part.audience, registry));
  const all = [...new Set(registry.parties.map(({ region }) => region))].sort();
  return regions.length === 0
    ? undefined
    : refused(
        "unknown-region",
        `No party is in the region ${[...new Set(regions)].join(", ")}. The regions are ${all.join(", ")}.`,
      );
}

/** Meetings that a part goes on from must be there; the one that it prepares may come later. */
async function missingMeetings(tables: Tables, command: z.infer<typeof conveneMeeting.schema>) {
  const own = new Set(command.parts.map(({ id }) => id));
  const named = command.parts.flatMap(({ buildsOn = [], firstInPersonSince }) => [
    ...buildsOn,
    ...(firstInPersonSince === undefined ? [] : [firstInPersonSince]),
  ]);
  const wanted = [...new Set(named)].filter((id) => !own.has(id));
  const held = await tables.getMany(wanted.map((id) => keys.meeting(command.dialogueId, id)));
  const found = new Set(held.map(({ sk }) => sk));
  const missing = wanted.filter((id) => !found.has(id));
  return missing.length === 0
    ? undefined
    : refused(
        "no-such-meeting",
        `The dialogue has no meeting ${missing.join(", ")}. Correct the id, or record the earlier meeting first (record-meeting).`,
      );
}
