import { dialogueFocalPointChanged } from "#events/dialogue/focal-point-changed.v1";
import { invitationRoundReleased } from "#events/invitation/round-released.v1";
import { meetingChanged } from "#events/meeting/changed.v1";
import { systemClock } from "#platform/clock";
import { labelledKey } from "#platform/current-key";
import { dynamoTables } from "#platform/dynamo-tables";
import { factSteps, onFact } from "#platform/fact-steps";
import { randomIds } from "#platform/ids";
import { sqsQueues } from "#platform/queues";
import { onDialogueFocalPointChanged } from "./on-dialogue-focal-point-changed.ts";
import { onInvitationRoundReleased } from "./on-invitation-round-released.ts";
import { onMeetingChanged } from "./on-meeting-changed.ts";

const deps = { tables: dynamoTables(), currentKey: labelledKey(), queues: sqsQueues() };
export const handler = factSteps(
  "invitation",
  [
    onFact(invitationRoundReleased, onInvitationRoundReleased(deps)),
    onFact(meetingChanged, onMeetingChanged(deps)),
    onFact(dialogueFocalPointChanged, onDialogueFocalPointChanged(deps)),
  ],
  { clock: systemClock, ids: randomIds },
);
