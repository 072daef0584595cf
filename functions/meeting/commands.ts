import { conveneMeeting } from "#events/commands/convene-meeting.v1";
import { handOverChair } from "#events/commands/hand-over-chair.v1";
import { recordMeeting } from "#events/commands/record-meeting.v1";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { scheduler } from "#platform/schedules";
import { conveneMeetingStep } from "./convene-meeting.ts";
import { handOverChairStep } from "./hand-over-chair.ts";
import { recordMeetingStep } from "./record-meeting.ts";

const deps = { tables: dynamoTables(), schedules: scheduler(), clock: systemClock, ids: randomIds };
export const handler = commandSteps(
  [
    onCommand(conveneMeeting, conveneMeetingStep(deps)),
    onCommand(handOverChair, handOverChairStep(deps)),
    onCommand(recordMeeting, recordMeetingStep(deps)),
  ],
  deps,
);
