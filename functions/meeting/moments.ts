import * as z from "zod/mini";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { atMeetingEnd } from "./at-meeting-end.ts";

const deps = { tables: dynamoTables(), clock: systemClock, ids: randomIds };
export const handler = momentSteps("meeting", [
  atMoment("meeting-end", z.object({ convocationId: z.string() }), atMeetingEnd(deps)),
]);
