import { cancelMeeting } from "#events/commands/cancel-meeting.v1";
import { changeModality } from "#events/commands/change-modality.v1";
import { changeRoom } from "#events/commands/change-room.v1";
import { conveneMeeting } from "#events/commands/convene-meeting.v1";
import { correctTitle } from "#events/commands/correct-title.v1";
import { extendDeadline } from "#events/commands/extend-deadline.v1";
import { handOverChair } from "#events/commands/hand-over-chair.v1";
import { postponeMeeting } from "#events/commands/postpone-meeting.v1";
import { recordMeeting } from "#events/commands/record-meeting.v1";
import { relocateMeeting } from "#events/commands/relocate-meeting.v1";
import { rescheduleMeeting } from "#events/commands/reschedule-meeting.v1";
import { systemClock } from "#platform/clock";
import { commandSteps, onCommand } from "#platform/command-steps";
import { dynamoTables } from "#platform/dynamo-tables";
import { randomIds } from "#platform/ids";
import { scheduler } from "#platform/schedules";
import { cancelMeetingStep } from "./cancel-meeting.ts";
import { changeModalityStep } from "./change-modality.ts";
import { changeRoomStep } from "./change-room.ts";
import { conveneMeetingStep } from "./convene-meeting.ts";
import { correctTitleStep } from "./correct-title.ts";
import { extendDeadlineStep } from "./extend-deadline.ts";
import { handOverChairStep } from "./hand-over-chair.ts";
import { postponeMeetingStep } from "./postpone-meeting.ts";
import { recordMeetingStep } from "./record-meeting.ts";
import { relocateMeetingStep } from "./relocate-meeting.ts";
import { rescheduleMeetingStep } from "./reschedule-meeting.ts";

const deps = { tables: dynamoTables(), schedules: scheduler(), clock: systemClock, ids: randomIds };
export const handler = commandSteps(
  [
    onCommand(conveneMeeting, conveneMeetingStep(deps)),
    onCommand(rescheduleMeeting, rescheduleMeetingStep(deps)),
    onCommand(relocateMeeting, relocateMeetingStep(deps)),
    onCommand(changeModality, changeModalityStep(deps)),
    onCommand(postponeMeeting, postponeMeetingStep(deps)),
    onCommand(cancelMeeting, cancelMeetingStep(deps)),
    onCommand(extendDeadline, extendDeadlineStep(deps)),
    onCommand(correctTitle, correctTitleStep(deps)),
    onCommand(handOverChair, handOverChairStep(deps)),
    onCommand(changeRoom, changeRoomStep(deps)),
    onCommand(recordMeeting, recordMeetingStep(deps)),
  ],
  deps,
);
