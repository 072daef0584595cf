import { markAttendance } from "#events/commands/mark-attendance.v1";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { markAttendanceStep } from "./mark-attendance.ts";

const deps = { tables: dynamoTables(), clock: systemClock, ids: randomIds };
export const handler = commandSteps([onCommand(markAttendance, markAttendanceStep(deps))], deps);
