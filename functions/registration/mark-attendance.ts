import type * as z from "zod/mini";
import { type Attendance, type Mark, type Marked, mark } from "#domain/attendance";
import { isRefusal } from "#domain/refusal";
import type { markAttendance } from "#events/commands/mark-attendance.v1";
import { answered, changedMeanwhile, type Outcome, refused } from "#platform/command-steps";
import { type Act, commit } from "#platform/commit";
import type { Row, Tables } from "#platform/table";
import { attendanceAt } from "#records/attendance";
import { readConvocation, readInvited } from "#records/convocation";
import { type DelegationView, readDelegation } from "#records/delegation";
import { keys } from "#records/keys";

type Command = z.infer<typeof markAttendance.schema>;

/** Two people may mark one delegation at the same moment: whoever is second looks again. */
const MOST_TRIES = 4;

/** Records who of a party was at a part. What is so already is accepted, and changes nothing. */
export const markAttendanceStep =
  ({ tables }: { tables: Tables }) =>
  async (command: Command, act: Act): Promise<Outcome> => {
    const held = await readConvocation(tables, command.convocationId);
    if (!held) return refused("no-such-meeting", `There is no meeting ${command.convocationId}.`);
    const { parts } = held.convocation;
    const part = parts.find(({ id }) => id === command.part);
    if (!part)
      return refused(
        "unknown-part",
        `${command.convocationId} has no part ${command.part}. Its parts are ${parts.map(({ id }) => id).join(", ")}.`,
      );
    for (let attempt = 0; attempt < MOST_TRIES; attempt++) {
      const did = await readInvited(tables, command.convocationId, command.party);
      const view = did === undefined ? undefined : await readDelegation(tables, did);
      if (!view || !Object.hasOwn(view.delegation.parts, part.id))
        return refused(
          "no-such-invitation",
          `${command.party} was not invited to ${part.id}. Release a round that invites it first.`,
        );
      const { row, attendance } = attendanceAt(view.attendances, part.id);
      const registrations = view.registrations.map(({ registration }) => registration);
      const decided = mark(command, { delegation: view.delegation, part, registrations, attendance }, act.now);
      if (isRefusal(decided)) return refused(decided.code, decided.sentence, decided.details);
      const said = await written(tables, act, view, row, decided);
      if (said) return said;
    }
    return changedMeanwhile(`The attendance of ${command.party}`);
  };

/** Undefined where somebody else marked this delegation meanwhile. */
async function written(
  tables: Tables,
  act: Act,
  { delegation }: DelegationView,
  before: Row | undefined,
  { attendance, changed, facts }: Marked,
): Promise<Outcome | undefined> {
  const present = attendance.marks.filter((one) => one.present).length;
  const walkIns = attendance.walkIns.reduce((sum, { count }) => sum + count, 0);
  const unchanged = facts.length === 0;
  const outcome = {
    accepted: true,
    party: delegation.partyCode,
    part: attendance.part,
    present,
    walkIns,
    unchanged,
  } as const;
  const result = await commit(
    tables,
    act,
    unchanged
      ? { facts, outcome }
      : {
          change: { before, after: headRow(delegation.id, attendance) },
          ledger: { pk: `ATT#${delegation.id}#${attendance.part}`, version: versionAfter(before) },
          puts: changed.map((one) => markRow(delegation.id, attendance.part, one, act)),
          facts,
          outcome,
        },
  );
  if (result.kind === "moved-on") return undefined;
  return answered(result, act, outcome, () => changedMeanwhile(`The attendance of ${delegation.partyCode}`));
}

const versionAfter = (before: Row | undefined) => (typeof before?.["v"] === "number" ? before["v"] : 0) + 1;

function headRow(did: string, { part, walkIns }: Attendance): Row {
  return { ...keys.attendance(did, part), part, walkIns: walkIns.map((one) => ({ ...one })) };
}

function markRow(did: string, part: string, one: Mark, { actor, now }: Act): Row {
  return { ...keys.attended(did, part, one.number), ...one, who: actor, at: now };
}
