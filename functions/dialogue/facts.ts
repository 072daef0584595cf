import { meetingChairHandedOver } from "#events/meeting/chair-handed-over.v1";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { factSteps, onFact } from "#platform/fact-steps";
import { randomIds } from "#platform/ids";
import { onMeetingChairHandedOver } from "./on-meeting-chair-handed-over.ts";

const deps = { tables: dynamoTables(), clock: systemClock, ids: randomIds };
export const handler = factSteps("dialogue", [onFact(meetingChairHandedOver, onMeetingChairHandedOver(deps))], deps);
