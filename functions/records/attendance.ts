import * as z from "zod/mini";
import { type Attendance, nobodyYet } from "#domain/attendance";
import { attends } from "#events/attends";
import { capacity } from "#events/capacity";
import type { Row } from "#platform/table";

const head = z.object({
  part: z.string(),
  walkIns: z.array(
    z.object({ count: z.number(), capacity: z.exactOptional(capacity), attends: z.exactOptional(attends) }),
  ),
});
const person = z.object({ number: z.string(), present: z.boolean(), attends: z.exactOptional(attends) });

export interface AttendanceView {
  /** Undefined while nobody was marked. */
  readonly row: Row | undefined;
  readonly attendance: Attendance;
}

/** Who of a delegation was there, by part: the head of each (`T#<part>`) and the marks of its people (`T#<part>#<nn>`). */
export function attendancesIn(rows: readonly Row[]): readonly AttendanceView[] {
  const all = rows.filter(({ sk }) => sk.startsWith("T#"));
  const heads = all.filter(({ sk }) => sk.split("#").length === 2);
  return heads.map((row) => ({
    row,
    attendance: {
      ...head.parse(row),
      marks: all.filter(({ sk }) => sk.startsWith(`${row.sk}#`)).map((mark) => person.parse(mark)),
    },
  }));
}

export function attendanceAt(attendances: readonly AttendanceView[], part: string): AttendanceView {
  return (
    attendances.find(({ attendance }) => attendance.part === part) ?? { row: undefined, attendance: nobodyYet(part) }
  );
}
