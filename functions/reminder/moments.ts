import * as z from "zod/mini";
import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import { systemClock } from "#platform/clock";
import { dynamoTables } from "#platform/dynamo-tables";
import { factTaker, onFact } from "#platform/fact-steps";
import { randomIds } from "#platform/ids";
import { atMoment, momentSteps } from "#platform/moment-steps";
import { sqsQueues } from "#platform/queues";
import { scheduler } from "#platform/schedules";
import { atDay } from "./at-day.ts";
import { atStep } from "./at-step.ts";
import { onInvitationRoundReleased } from "./on-invitation-round-released.ts";
import { onMeetingChanged } from "./on-meeting-changed.ts";

const step = z.object({ convocationId: z.string(), step: z.string(), instant: z.string(), revision: z.number() });
const deps = {
  tables: dynamoTables(),
  queues: sqsQueues(),
  schedules: scheduler(),
  clock: systemClock,
  ids: randomIds,
};
/** Steps are planned when a round was released, when a meeting's dates changed, and by the daily sweep: all come through one queue. */
export const handler = momentSteps(
  "reminder",
  [atMoment("step", step, atStep(deps)), atMoment("day", z.object({}), atDay(deps))],
  factTaker(
    "reminder",
    [onFact(invitationRoundReleased, onInvitationRoundReleased(deps)), onFact(meetingChanged, onMeetingChanged(deps))],
    deps,
  ),
);
