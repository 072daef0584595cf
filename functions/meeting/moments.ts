import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { scheduler } from "#platform/schedules";
import { atDay } from "./at-day.ts";
import { atMeetingEnd } from "./at-meeting-end.ts";

const deps = { tables: dynamoTables(), schedules: scheduler(), clock: systemClock, ids: randomIds };
export const handler = momentSteps("meeting", [
  atMoment("meeting-end", z.object({ convocationId: z.string() }), atMeetingEnd(deps)),
  atMoment("day", z.object({}), atDay(deps)),
]);
